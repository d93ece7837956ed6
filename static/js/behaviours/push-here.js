// On every page: a push belongs to who switched it on here. For anybody else on this phone it ends, before another comes.
import { OWNER, current, known, possible, subscribe, unsubscribe } from "../push/browser.js";

const ASKED = "push-asked";

export default async function pushHere(element) {
  const { account } = element.dataset;
  const owner = localStorage.getItem(OWNER);
  if (account === undefined || !owner || !possible()) return; // the page doesn't know who looks, or nobody has it on
  if (account !== owner) {
    const left = new URLSearchParams(location.search).has("out");
    if (account || left) localStorage.removeItem(OWNER); // else the session only ran out, and they may come back
    sessionStorage.removeItem(ASKED);
    return unsubscribe();
  }
  if (sessionStorage.getItem(ASKED) === account) return;
  sessionStorage.setItem(ASKED, account);
  const { key, on } = await known();
  const ready = key && Notification.permission === "granted";
  if (ready && !(on && (await current()))) await subscribe(key, account);
}
