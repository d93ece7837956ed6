// This browser's own subscription: made on a tap, kept on the server, and gone when another person uses this phone.
export const OWNER = "push-for"; // localStorage: the account that switched it on here
const PATH = "/notifications/push";

export function possible() {
  return "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
}

// On iPhones and iPads pushes come to the installed app alone.
export function needsInstalling() {
  const apple =
    /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  return apple && !matchMedia("(display-mode: standalone)").matches;
}

export async function current() {
  const registration = await navigator.serviceWorker.getRegistration();
  return registration?.pushManager.getSubscription() ?? null;
}

export async function known() {
  const answer = await fetch(PATH, { headers: { accept: "application/json" } });
  return answer.ok ? answer.json() : { key: "", on: false };
}

export async function subscribe(key, account) {
  const registration = await navigator.serviceWorker.ready;
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  const one = await registration.pushManager.subscribe(options).catch(async () => {
    await (await registration.pushManager.getSubscription())?.unsubscribe(); // made with an older key
    return registration.pushManager.subscribe(options);
  });
  const { endpoint, keys } = one.toJSON();
  const answer = await fetch(PATH, { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
  if (!answer.ok) throw new Error(`${answer.status}`);
  localStorage.setItem(OWNER, account);
}

// Nothing more comes, and what is on the lock screen goes.
export async function unsubscribe() {
  await (await current())?.unsubscribe();
  const registration = await navigator.serviceWorker.getRegistration();
  for (const shown of (await registration?.getNotifications()) ?? []) shown.close();
  await navigator.clearAppBadge?.().catch(() => {});
}

export async function drop() {
  await unsubscribe();
  localStorage.removeItem(OWNER);
  await fetch(PATH, { method: "DELETE" });
}

function bytes(key) {
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (sign) => sign.charCodeAt(0));
}
