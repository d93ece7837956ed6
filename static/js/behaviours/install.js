// The installed app: registers the service worker, tells it who looks and in which language, and lets it forget.
const WORKER = "/service-worker.js";

// Under require-trusted-types-for 'script' an address of a script is believed only from a named policy.
const addresses = globalThis.trustedTypes?.createPolicy("sammen", {
  createScriptURL(address) {
    if (address !== WORKER) throw new TypeError("not our service worker");
    return address;
  },
});

async function tell(message) {
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage(message);
}

export default function install(element) {
  if (!("serviceWorker" in navigator)) return;
  const { owner = "", language = "" } = element.dataset;
  navigator.serviceWorker
    .register(addresses ? addresses.createScriptURL(WORKER) : WORKER, { scope: "/" })
    .catch(() => {}); // private windows may refuse: the pages work without
  tell({ kind: "here", owner, language });
  showWhetherOffline(element);
  addEventListener("online", () => showWhetherOffline(element));
  addEventListener("offline", () => showWhetherOffline(element));
}

// Empties what is kept of a youth's own pages: at sign-out.
export function forget() {
  if (globalThis.caches) caches.delete("private-v1");
}

function showWhetherOffline(element) {
  for (const note of element.querySelectorAll("[data-offline]")) note.hidden = navigator.onLine;
}
