// A conversation opens at its end, and says that it was seen.
export default function thread(list) {
  const last = list.lastElementChild;
  if (last && !location.hash && list.dataset.from !== "top") last.scrollIntoView({ block: "end" });
  if (list.dataset.seen && document.visibilityState === "visible") {
    fetch(list.dataset.seen, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => {});
  }
}
