// Reading without a connection: the last messages of a youth's own conversations, if they switched it on for this phone.
import { Vault } from "./vault.js";

const MOST = 30;
const WEEK = 7 * 24 * 60 * 60 * 1000;

export async function isReading(vault) {
  return Boolean(await vault.get("keys", "reading"));
}

export async function setReading(vault, on) {
  await vault.write("keys", (shelf) => (on ? shelf.put({ id: "reading" }) : shelf.delete("reading")));
  if (!on) await vault.write("threads", (shelf) => shelf.clear());
}

export async function keepThread(vault, path, title, messages) {
  const sealed = await vault.sealWords(`thread${path}`, { title, messages: messages.slice(-MOST) });
  await vault.write("threads", (shelf) => shelf.put({ id: path, at: Date.now(), sealed }));
}

// All that is kept and not older than a week, the newest first.
export async function threadsOf(vault) {
  const fresh = (await vault.all("threads")).filter(({ at }) => at > Date.now() - WEEK).sort((a, b) => b.at - a.at);
  return Promise.all(fresh.map(async ({ id, at, sealed }) => ({ path: id, at, ...(await vault.unsealWords(`thread${id}`, sealed)) })));
}

// After a week it is gone, whoever of this phone opens Sammen.
export async function sweepThreads() {
  if (!globalThis.indexedDB) return;
  for (const account of await Vault.accounts()) {
    const vault = await Vault.of(account);
    const old = (await vault.all("threads")).filter(({ at }) => at <= Date.now() - WEEK);
    if (old.length) await vault.write("threads", (shelf) => old.forEach(({ id }) => shelf.delete(id)));
    vault.shelves.close();
  }
}
