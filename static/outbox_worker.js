// The part of the service worker that sends what waits when no page is open (Background Sync).
// The server writes the vault and the posts of static/js/outbox above it.
self.addEventListener("sync", (event) => {
  if (event.tag.startsWith("outbox-")) event.waitUntil(sendLater(event.tag.slice("outbox-".length)));
});

async function sendLater(account) {
  if (!(await Vault.accounts()).includes(account)) return; // signed out in the meantime
  const told = new BroadcastChannel("sammen-outbox");
  const due = await sendPosts(await Vault.of(account), (news) => told.postMessage(news));
  told.close();
  if (due) throw new Error("no line yet"); // then the browser asks again
}
