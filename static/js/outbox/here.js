// The outbox as a page uses it: whose phone this is just now, keeping and sending, and hearing what became of it.
import { keepPost } from "./posts.js";
import { sendPosts } from "./sending.js";
import { Vault } from "./vault.js";

const WHO = "sammen-account"; // read by the page that is shown without a connection
const possible = isSecureContext && "indexedDB" in globalThis && "locks" in navigator;
const mouth = new BroadcastChannel("sammen-outbox");
let vault;
let again;

let whose; // looked up once: the page belongs to one account, and after signing out to none

export function account() {
  return (whose ??= look());
}

function look() {
  const told = document.querySelector("[data-account]");
  if (!told) return localStorage.getItem(WHO) ?? "";
  if (told.dataset.account) localStorage.setItem(WHO, told.dataset.account);
  else localStorage.removeItem(WHO);
  return told.dataset.account;
}

// The vault of whoever is signed in; nothing where nobody is, or where the browser keeps nothing.
export function ownVault() {
  vault ??= possible && account() ? Vault.of(account()).catch(() => null) : Promise.resolve(null);
  return vault;
}

export async function forgetMe() {
  const mine = account();
  localStorage.removeItem(WHO);
  if (possible && mine) await Vault.forget(mine);
  vault = Promise.resolve(null);
  whose = "";
  say({ account: mine, kind: "forgotten" });
}

export function hear(listener) {
  const ear = new BroadcastChannel("sammen-outbox");
  ear.addEventListener("message", ({ data }) => data.account === account() && listener(data));
}

export function say(news) {
  mouth.postMessage(news);
}

// Kept first, on the disk; only then is it tried to send it.
export async function post(url, fields, draft = "") {
  const mine = await ownVault();
  const id = await keepPost(mine, url, fields, draft);
  say({ account: mine.account, kind: "kept", id, url, draft });
  askWorker(mine.account);
  send();
  return id;
}

export async function send(now = true) {
  const mine = await ownVault();
  if (!mine) return;
  clearTimeout(again);
  const due = await sendPosts(mine, say, now).catch(() => 0);
  clearTimeout(again);
  if (due) again = setTimeout(() => send(false), due);
}

// Background Sync, where there is one: the worker sends it when the line is back, also when no page is open.
async function askWorker(mine) {
  const registration = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register(`outbox-${mine}`).catch(() => {});
}
