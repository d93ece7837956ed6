// Keeps the shell, an offline page in the reader's language and, for a youth, two pages: People and Help.
// The server writes VERSION and SHELL above this text. Nothing private is kept but what KEPT names.
"use strict";

const SHELL_CACHE = `shell-${VERSION}`;
const PRIVATE_CACHE = "private-v1";
const KEPT = ["/people", "/help"];
const LEFT_ALONE = ["/events", "/files", "/demo", "/service-worker.js"];
const OFFLINE = "/offline";
const OFFLINE_MESSAGES = "/offline/messages"; // shows what the phone itself kept; the vault alone knows what
const MESSAGES = /^\/conversations(\/[0-9a-f-]{36})?$/;
const OWNER = "/owner"; // inside the private cache: whose session it belongs to

self.addEventListener("install", (event) => {
  event.waitUntil(fillShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  const { kind, owner = "", language = "" } = event.data ?? {};
  if (kind === "here") event.waitUntil(meet(owner, language, pathOf(event.source.url)));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (LEFT_ALONE.some((start) => url.pathname === start || url.pathname.startsWith(`${start}/`))) return;
  if (request.mode === "navigate") event.respondWith(visit(event, url.pathname));
  else if (url.pathname.startsWith("/static/")) event.respondWith(shellFirst(request));
});

async function fillShell() {
  const shell = await caches.open(SHELL_CACHE);
  await shell.addAll(SHELL);
  await keepOffline(shell, "");
}

// Fetched without cookies: the same for everybody who reads the language.
async function keepOffline(shell, language) {
  for (const path of [OFFLINE_MESSAGES, OFFLINE]) {
    const page = await fetch(`${path}?language=${encodeURIComponent(language)}`, { credentials: "omit" });
    if (page.ok) await shell.put(path, page);
  }
}

async function dropOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => ![SHELL_CACHE, PRIVATE_CACHE, LEAVING_CACHE].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}

// A page says in which language it is, and who is looking: a youth's session, "nobody", or "" where it doesn't know.
async function meet(owner, language, path) {
  if (owner && (await ownerNow()) !== owner) await caches.delete(PRIVATE_CACHE);
  if (owner && owner !== "nobody") {
    const mine = await caches.open(PRIVATE_CACHE);
    await mine.put(OWNER, new Response(owner));
    const wanted = KEPT.filter((page) => page === path || page === "/help");
    await Promise.all(wanted.map((page) => keepIfMissing(mine, page, owner)));
  }
  const shell = await caches.open(SHELL_CACHE);
  const offline = await shell.match(OFFLINE);
  if (language && offline?.headers.get("content-language") !== language) await keepOffline(shell, language);
}

async function keepIfMissing(mine, path, owner) {
  if (await mine.match(path)) return;
  const page = await fetch(path);
  if (mayKeep(page) && (await ownerNow()) === owner) await mine.put(path, page);
}

function mayKeep(response) {
  return response.ok && response.type === "basic" && !response.redirected;
}

async function ownerNow() {
  const known = await caches.match(OWNER, { cacheName: PRIVATE_CACHE });
  return known ? known.text() : "";
}

// The network first; offline the page as it was last seen, or the offline page.
async function visit(event, path) {
  if (!(await hasLeft())) return offlinePage();
  const kept = KEPT.includes(path);
  const owner = kept ? await ownerNow() : "";
  try {
    const response = await fetch(event.request);
    if (owner && mayKeep(response)) event.waitUntil(keep(path, response.clone(), owner));
    return response;
  } catch {
    const seen = kept && owner && (await caches.match(path, { cacheName: PRIVATE_CACHE }));
    const instead = MESSAGES.test(path) ? OFFLINE_MESSAGES : OFFLINE;
    return seen || (await caches.match(instead, { cacheName: SHELL_CACHE })) || Response.error();
  }
}

async function keep(path, response, owner) {
  if ((await ownerNow()) !== owner) return; // somebody else signed in, or out, in the meantime
  await (await caches.open(PRIVATE_CACHE)).put(path, response);
}

// An address with the print of its content never changes; one without is asked for, and kept for offline.
async function shellFirst(request) {
  const exact = await caches.match(request, { cacheName: SHELL_CACHE });
  if (exact) return exact;
  const any = { cacheName: SHELL_CACHE, ignoreSearch: true, ignoreVary: true }; // the same in every language
  return fetch(request).catch(async () => (await caches.match(request, any)) ?? Response.error());
}

function pathOf(address) {
  return new URL(address).pathname;
}
