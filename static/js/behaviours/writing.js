// Tells those who read along that somebody is writing: now and then while they do, and nothing of what.
const PAUSE = 4000;

export default function writing(element) {
  let last = 0;
  document.getElementById("composer")?.addEventListener("input", ({ target }) => {
    if (target.name !== "body" || !target.value.trim() || Date.now() - last < PAUSE || !navigator.onLine) return;
    last = Date.now();
    fetch(element.dataset.url, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => {});
  });
}
