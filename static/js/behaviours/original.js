// Opens the original under its rendering, from the message's menu.
export default function original(button) {
  const more = button.closest(".bubble")?.querySelector(".said-more");
  if (!more) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    more.open = !more.open;
    button.closest("details").open = false;
    more.querySelector("summary").focus();
  });
}
