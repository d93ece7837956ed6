// Copies what a bubble shows.
export default function copyMessage(button) {
  const words = () => button.closest(".bubble")?.querySelector(".bubble-body .words");
  if (!navigator.clipboard || !words()) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(words().innerText.trim());
    button.setAttribute("aria-pressed", "true");
    setTimeout(() => (button.closest("details").open = false), 400);
  });
}
