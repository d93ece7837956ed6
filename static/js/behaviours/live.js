// The page's one stream: what is new comes by itself (server-sent events). It rests in a hidden tab, comes back with
// growing pauses that differ from phone to phone, and goes on from the last message this page has.
import { badge, count, fresh, mark, replace, typing } from "../live/thread.js";

const LONGEST = 60_000;

export default function live(bar) {
  const { events, messages } = bar.dataset;
  let source, timer, before = false, tries = 0, work = Promise.resolve();
  const list = () => document.getElementById("thread");
  const inTurn = (job) => (work = work.then(job).catch(() => {})); // one change of the page after the other

  function address() {
    const asked = new URLSearchParams();
    const talk = list()?.dataset.conversation;
    if (talk) asked.set("conversation", talk), asked.set("after", count(list()));
    if (document.querySelector("[data-live=queue]")) asked.set("queue", "1");
    if (before) asked.set("again", "1");
    return `${events}?${asked}`;
  }

  function open() {
    clearTimeout(timer);
    if (source || document.hidden || !navigator.onLine) return;
    source = new EventSource(address());
    source.onopen = () => {
      before = true;
      tries = 0;
      line("on");
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) probe(); // an answer, but not a stream
      close();
      tries += 1;
      timer = setTimeout(open, Math.min(LONGEST, 1000 * 2 ** tries) * (0.5 + Math.random() / 2));
      if (tries === 2) probe();
    };
    const hear = (name, what) => source.addEventListener(name, (event) => inTurn(() => what(event.data)));
    hear("message", (html) => fresh(html, list()));
    hear("changed", (html) => replace(html, list()));
    hear("seen", (number) => mark(Number(number), list()));
    hear("typing", typing);
    hear("badge", (number) => badge(bar, messages, Number(number)));
    hear("queue", () => again("[data-live=queue]"));
    hear("resync", () => again("#thread"));
    hear("ended", signedOut);
  }

  function close() {
    source?.close();
    source = undefined;
    clearTimeout(timer);
  }

  // Turned away isn't the same as no line: then it stays quiet. Signed out while it rested, the page says so.
  async function probe() {
    const stop = new AbortController();
    const answer = await fetch(address(), { signal: stop.signal }).catch(() => null);
    stop.abort();
    if (answer?.status === 401) signedOut();
    line(answer && answer.status < 500 ? "on" : "off");
  }

  addEventListener("online", open);
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => {
    if (event.persisted) delete document.documentElement.dataset.leaving;
    open();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  open();
}

// Signed out elsewhere, or not in this conversation any more: the page says so. On its way out it goes on its way.
function signedOut() {
  if (!("leaving" in document.documentElement.dataset)) location.reload();
}

function line(state) {
  document.documentElement.dataset.line = state;
  document.dispatchEvent(new CustomEvent("sammen:line", { detail: state }));
}

// The same page once more, of it the part that may have changed.
function again(part) {
  if (!document.querySelector(part)) return undefined;
  return htmx.ajax("GET", location.pathname + location.search, { target: part, select: `${part} > *`, swap: "innerHTML" });
}
