// Puts messages that the server has rendered into the thread: each once, in its place, whoever brings it.
export async function arrive(html, list) {
  const holder = document.createElement("ol");
  await htmx.swap({ sourceElement: list, target: holder, text: html, swap: "innerHTML" });
  let day = null; // the line with the day comes right before the first message of it
  for (const item of [...holder.children]) {
    if (!item.dataset.seq) {
      day = item;
      continue;
    }
    if (!document.getElementById(item.id)) {
      const later = [...list.querySelectorAll(":scope > [data-seq]")].find((it) => Number(it.dataset.seq) > Number(item.dataset.seq));
      list.insertBefore(item, later ?? null);
      if (day) item.before(day);
    }
    day = null;
  }
  document.dispatchEvent(new Event("htmx:after:swap")); // what came may have behaviours
}
