// On every page of somebody signed in: sends what waits when the page opens, is looked at again, or the line is back;
// says how much is not sent yet, where it isn't seen in a thread; and throws away what was kept to read for a week.
import { account, hear, ownVault, send } from "../outbox/here.js";
import { postsOf } from "../outbox/posts.js";
import { sweepThreads } from "../outbox/threads.js";

export default async function outbox(element) {
  const mine = account();
  if (mine) hear((news) => news.kind === "forgotten" && leave());
  await sweepThreads();
  const vault = mine && (await ownVault());
  if (!vault) return;
  const unsent = element.querySelector("[data-unsent]");
  const signIn = element.querySelector("[data-sign-in]");

  const count = async () => {
    if (!unsent) return; // a page that the phone kept
    const waits = (await postsOf(vault)).filter((it) => !it.draft && !document.querySelector(`[data-url="${it.url}"]`));
    unsent.querySelector("b").textContent = waits.length;
    unsent.hidden = waits.length === 0;
  };
  hear((news) => {
    if (signIn && news.kind === "signed-out") signIn.hidden = false;
    if (signIn && news.kind === "sent") signIn.hidden = true;
    count();
  });
  addEventListener("online", () => send());
  addEventListener("focus", () => send());
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  document.addEventListener("sammen:line", () => navigator.onLine && send());
  await count();
  element.dataset.outbox = "ready";
  send();
}

// Signed out in another tab: nothing stays to be read in this one, with a line or without.
function leave() {
  document.documentElement.dataset.leaving = "";
  document.body.replaceChildren();
  location.replace("/sign-in");
}
