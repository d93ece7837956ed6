// The desk by keyboard: J and K or the arrows go through what waits, Enter takes it, a letter goes where it is meant.
// Letters act only outside of fields; Ctrl+Enter sends what is being written, "?" says which keys there are.
import { style } from "../style.js";

const WRITES = "input, textarea, select, [contenteditable]";
const LETTERS = { a: "#field-body", s: "#field-summary", z: "a.letter", q: "[data-keys=queue]" };

export default function keys(root) {
  const help = document.getElementById("keys-help");
  const stops = () => [...root.querySelectorAll("[data-stop]")];
  const opener = root.querySelector("[data-keys=help]");
  if (opener && help?.showModal) {
    opener.hidden = false;
    opener.addEventListener("click", show);
  }

  async function show() {
    await style(help.dataset.style);
    if (!help.open) help.showModal();
  }

  function step(by) {
    const all = stops();
    const at = all.indexOf(document.activeElement);
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: "nearest" });
    return Boolean(next);
  }

  function go(key) {
    const target = LETTERS[key] && root.querySelector(LETTERS[key]);
    if (!target) return false;
    target.closest("details")?.setAttribute("open", "");
    target.focus();
    if (target.matches("a, button")) target.click();
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || document.querySelector("dialog[open]")) return;
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey) && target.form) {
      event.preventDefault();
      target.form.requestSubmit();
      return;
    }
    if (event.ctrlKey || event.metaKey || target.closest(WRITES)) return;
    const way = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
    let done = way && stops().length ? step(way) : false;
    if (key === "?" && help?.showModal) done = Boolean(show());
    if (!way && key.length === 1) done ||= go(key.toLowerCase());
    if (done) event.preventDefault();
  });
}
