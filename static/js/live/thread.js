// What the stream changes in a thread: bubbles, ticks, somebody writing; and the number on the bar.
import { arrive } from "../outbox/arrive.js";
import { style } from "../style.js";

const NEAR = 160; // pixels from the end that count as being at the end
const WRITING = 6000;
let quiet;

const sent = (list) => [...(list?.querySelectorAll(":scope > [data-seq]") ?? [])];

// The number of the last message that this page has.
export function count(list) {
  return sent(list).at(-1)?.dataset.seq ?? "0";
}

export async function fresh(html, list) {
  const near = innerHeight + scrollY >= document.documentElement.scrollHeight - NEAR;
  const last = count(list);
  await arrive(html, list);
  if (count(list) === last) return; // the answer to my own post was quicker
  document.getElementById("nothing-yet")?.remove();
  typing("over");
  if (near) sent(list).at(-1).scrollIntoView({ block: "end" });
  const pill = document.getElementById("new-messages");
  if (near || sent(list).at(-1).classList.contains("bubble-mine")) seen(list);
  else if (pill) {
    await style(pill.dataset.style);
    pill.hidden = false;
    pill.onclick = () => {
      pill.hidden = true;
      sent(list).at(-1).scrollIntoView({ block: "end" });
      seen(list);
    };
  }
}

function seen(list) {
  const address = list.dataset.seen?.replace(/seq=\d+/, `seq=${count(list)}`);
  if (address && !document.hidden) fetch(address, { method: "POST", headers: { "HX-Request": "true" } }).catch(() => {});
}

// A translation is there, a recording can be heard; not while somebody listens to it or has it open.
export async function replace(html, list) {
  const holder = document.createElement("ol");
  await htmx.swap({ sourceElement: list, target: holder, text: html, swap: "innerHTML" });
  const bubble = holder.querySelector("[data-seq]");
  const old = document.getElementById(bubble?.id);
  const busy = old?.contains(document.activeElement) || old?.querySelector("details[open]") || [...(old?.querySelectorAll("audio") ?? [])].some((it) => !it.paused);
  if (!old || busy) return;
  old.replaceWith(bubble);
  document.dispatchEvent(new Event("htmx:after:swap"));
}

export function mark(number, list) {
  const pattern = document.getElementById("seen-mark");
  for (const bubble of pattern ? sent(list) : []) {
    const tick = bubble.querySelector(".tick-sent");
    if (!tick || Number(bubble.dataset.seq) > number) continue;
    tick.nextElementSibling?.remove();
    tick.replaceWith(pattern.content.cloneNode(true));
  }
}

export function typing(over) {
  const note = document.getElementById("typing");
  if (!note) return;
  clearTimeout(quiet);
  note.hidden = over === "over";
  quiet = setTimeout(() => (note.hidden = true), WRITING);
}

export function badge(bar, messages, number) {
  const place = [...bar.querySelectorAll("a")].find((link) => link.getAttribute("href") === messages);
  let mark = place?.querySelector(".badge");
  if (place && !mark) place.append((mark = Object.assign(document.createElement("b"), { className: "badge" })));
  if (mark) mark.hidden = !number;
  if (mark) mark.textContent = number;
  (number ? navigator.setAppBadge?.(number) : navigator.clearAppBadge?.())?.catch(() => {});
  document.dispatchEvent(new CustomEvent("sammen:badge", { detail: number }));
}
