// Copies the text of the element a button names.
export default function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  if (!source || !navigator.clipboard) {
    button.hidden = true;
    return;
  }
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.dataset.done = "1";
    button.setAttribute("aria-pressed", "true");
  });
}
