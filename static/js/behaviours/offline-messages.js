// The page of messages without a connection: draws what the phone kept, one conversation or the list of them, lets one
// write on, and says from when it is. Whoever signed out, or never switched it on, finds nothing here.
import { when } from "../outbox/clock.js";
import { ownVault } from "../outbox/here.js";
import { postsOf } from "../outbox/posts.js";
import { threadsOf } from "../outbox/threads.js";

const STEADY = 500; // milliseconds

export default async function offlineMessages(place) {
  const vault = await ownVault();
  const kept = vault ? await threadsOf(vault) : [];
  const path = location.pathname.replace(/\/$/, "");
  const thread = kept.find((it) => it.path === path);
  const url = `${path}/messages`;
  const writes = vault && path !== "/conversations";
  if (thread) showThread(place, thread);
  else if (kept.length) showList(place, kept);
  const waits = vault ? (await postsOf(vault)).some((it) => it.url === url) : false;
  place.querySelector("[data-nothing]").hidden = Boolean(thread || kept.length || waits);
  if (writes && (thread || waits)) letWrite(place, url);
  // A line that is gone again at once is none; and whoever is on the way to another page isn't called back to this one.
  addEventListener("online", () => setTimeout(() => navigator.onLine && location.reload(), STEADY));
}

function showThread(place, thread) {
  const { title, messages, at } = thread;
  place.querySelector("h1").textContent = title;
  const moment = place.querySelector("[data-as-of]");
  moment.hidden = false;
  moment.querySelector("time").textContent = when(at);
  const pattern = place.querySelector("[data-message]").content.firstElementChild;
  document.getElementById("thread").append(...messages.map((message) => drawn(message, pattern)));
  document.getElementById("thread").lastElementChild?.scrollIntoView({ block: "end" });
}

function drawn(message, pattern) {
  const item = pattern.cloneNode(true);
  const words = item.querySelector(".words");
  item.className = message.kind === "bubble" ? `bubble ${message.mine ? "bubble-mine" : "bubble-theirs"}` : message.kind;
  words.textContent = message.words;
  words.lang = message.lang;
  item.querySelector(".bubble-author").textContent = message.author;
  item.querySelector("time").textContent = message.time;
  item.querySelector("[data-photo]").hidden = message.photos === 0;
  item.querySelector("[data-voice]").hidden = !message.voice;
  for (const part of item.querySelectorAll(".bubble-author, .bubble-meta")) part.hidden = !part.textContent.trim();
  return item;
}

function showList(place, kept) {
  const list = place.querySelector("[data-list]");
  const pattern = list.querySelector("template").content.firstElementChild;
  for (const { path, title, at } of kept) {
    const row = pattern.cloneNode(true);
    row.querySelector("a").href = path;
    row.querySelector(".row-title").textContent = title;
    row.querySelector("time").textContent = when(at);
    list.append(row);
  }
  list.hidden = false;
}

function letWrite(place, url) {
  const talk = place.querySelector("template[data-talk]").content.cloneNode(true);
  talk.querySelector("[data-behaviour='waiting']").dataset.url = url;
  talk.querySelector("form").setAttribute("action", url);
  place.append(talk);
  document.dispatchEvent(new Event("htmx:after:swap")); // brings the behaviours of what came
}

