// Keeps the last messages of this conversation to read without a connection, where that is switched on: the words,
// who said them and when; of photos and voice only that they are there.
import { ownVault } from "../outbox/here.js";
import { isReading, keepThread } from "../outbox/threads.js";

const PAUSE = 1000;
const LEFT_OUT = "svg, img, button, form, dialog, details, audio, .visually-hidden, .bubble-author, .bubble-meta";

export default async function keepThisThread() {
  const vault = await ownVault();
  const list = document.getElementById("thread");
  if (!vault || !list || !(await isReading(vault))) return;
  const title = document.querySelector(".top-heading")?.innerText.trim() ?? "";
  const keep = () => keepThread(vault, location.pathname, title, [...list.children].filter(isSent).map(read));
  let later;
  new MutationObserver(() => {
    clearTimeout(later);
    later = setTimeout(keep, PAUSE);
  }).observe(list, { childList: true, subtree: true });
  await keep();
}

function isSent(item) {
  return !item.classList.contains("bubble-waiting");
}

function read(item) {
  const copy = item.cloneNode(true);
  for (const line of copy.querySelectorAll("br")) line.replaceWith("\n");
  for (const part of copy.querySelectorAll(LEFT_OUT)) part.remove();
  return {
    kind: item.classList.contains("bubble") ? "bubble" : item.classList[0],
    mine: item.classList.contains("bubble-mine"),
    author: item.querySelector(".bubble-author")?.textContent.trim() ?? "",
    time: item.querySelector(".bubble-meta")?.firstChild?.textContent.trim() ?? item.querySelector(".bubble-meta")?.innerText.trim() ?? "",
    lang: copy.querySelector("[lang]")?.lang ?? "",
    words: copy.textContent.replace(/[ \t]*\n\s*/g, "\n").trim(),
    photos: item.querySelectorAll(".bubble-photo").length,
    voice: Boolean(item.querySelector("audio, [data-voice]")),
  };
}
