// Pushes: one neutral sentence, the number on the icon, and a tap that leads to the page. Nothing of it is kept.
self.addEventListener("push", (event) => event.waitUntil(showPush(event.data)));
self.addEventListener("notificationclick", (event) => event.waitUntil(openPushed(event.notification)));
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(subscribeAnew()));

async function showPush(data) {
  let told = {};
  try {
    told = data?.json() ?? {};
  } catch {
    // shown without words rather than not at all: browsers take the permission away from those who show nothing
  }
  const { title = "Sammen", tag = "news", lang = "", dir = "auto", url = "/", badge } = told;
  if (badge !== undefined) await setBadge(badge);
  const icon = "/static/icons/icon-192.png";
  const small = "/static/icons/monochrome-512.png";
  await self.registration.showNotification(title, { tag, lang, dir, icon, badge: small, renotify: true, data: { url } });
}

async function setBadge(count) {
  await (count ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.())?.catch(() => {});
}

async function openPushed(notification) {
  notification.close();
  const url = new URL(notification.data?.url ?? "/", self.location.origin);
  if (url.origin !== self.location.origin) return;
  const [open] = await self.clients.matchAll({ type: "window", includeUncontrolled: false });
  if (!open) return self.clients.openWindow(url.href);
  await open.focus();
  await open.navigate(url.href);
}

async function subscribeAnew() {
  const answer = await fetch("/notifications/push", { headers: { accept: "application/json" } });
  if (!answer.ok || answer.redirected) return;
  const { key } = await answer.json();
  const text = atob(key.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(text, (sign) => sign.charCodeAt(0));
  const options = { userVisibleOnly: true, applicationServerKey: bytes };
  const { endpoint, keys } = (await self.registration.pushManager.subscribe(options)).toJSON();
  await fetch("/notifications/push", { method: "POST", body: new URLSearchParams({ endpoint, ...keys }) });
}
