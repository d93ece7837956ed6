// Puts offered words into the box one writes in: in its place where it is empty, else where the cursor stands.
export default function insert(button) {
  button.addEventListener("click", () => {
    const box = document.getElementById(button.dataset.into);
    const words = button.querySelector(".help-words .words")?.innerText.trim();
    if (!box || !words) return;
    box.focus();
    const [start, end] = box.value.trim() ? [box.selectionStart, box.selectionEnd] : [0, box.value.length];
    box.setRangeText(words, start, end, "end");
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
}
