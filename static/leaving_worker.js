// The part of the service worker that signs out without a line: the phone has forgotten already, the server is told as
// soon as it can be. Until then this phone shows nothing.
const LEAVING_CACHE = "leaving";
const LEAVES = ["/sign-out", "/devices/forget-me"];

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method === "POST" && origin === self.location.origin && LEAVES.includes(pathname)) event.respondWith(leave(request, pathname));
});

self.addEventListener("sync", (event) => {
  if (event.tag === "leave") event.waitUntil(leaveNow());
});

async function leave(request, path) {
  try {
    return await fetch(request);
  } catch {
    await (await caches.open(LEAVING_CACHE)).put(path, new Response(""));
    await self.registration.sync?.register("leave").catch(() => {});
    return offlinePage();
  }
}

// Ends the session that was to end. Rejects where there is still no line, or a server that can't.
async function leaveNow() {
  const leaving = await caches.open(LEAVING_CACHE);
  for (const { url } of await leaving.keys()) {
    const answer = await fetch(url, { method: "POST", redirect: "manual" });
    if (answer.type !== "opaqueredirect" && (answer.status >= 500 || answer.status === 429)) throw new Error("later");
  }
  await caches.delete(LEAVING_CACHE);
}

async function offlinePage() {
  return (await caches.match(OFFLINE, { cacheName: SHELL_CACHE })) || Response.error();
}

// Whether nobody is to be signed out any more.
async function hasLeft() {
  return !(await caches.has(LEAVING_CACHE)) || leaveNow().then(() => true, () => false);
}
