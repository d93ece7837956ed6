// What a phone keeps for one account: a database of its own, every word in it sealed by AES-GCM with a key that can be
// used but not read (Web Cryptography, extractable: false). Read by pages and, without its exports, by the service worker.
const SHELVES = {
  keys: { keyPath: "id" },
  posts: { keyPath: "order", autoIncrement: true }, // what waits for the line, in the order it was written
  drafts: { keyPath: "id" },
  threads: { keyPath: "id" }, // what may be read without a connection
};
const NAMED = "sammen-";

function answered(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function openShelves(account) {
  const request = indexedDB.open(NAMED + account, 1);
  request.onupgradeneeded = () => {
    for (const [name, how] of Object.entries(SHELVES)) request.result.createObjectStore(name, how);
  };
  const shelves = await answered(request);
  shelves.onversionchange = () => shelves.close(); // somebody signs out: don't hold it
  return shelves;
}

export class Vault {
  constructor(account, shelves, key) {
    Object.assign(this, { account, shelves, key });
  }

  static async of(account) {
    const vault = new Vault(account, await openShelves(account));
    if (!(await vault.get("keys", "key"))) {
      const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
      await vault.write("keys", (shelf) => shelf.add({ id: "key", key })).catch(() => {}); // another page was quicker
    }
    vault.key = (await vault.get("keys", "key")).key;
    return vault;
  }

  // Accounts that keep something on this phone.
  static async accounts() {
    const all = (await indexedDB.databases?.()) ?? [];
    return all.filter(({ name }) => name.startsWith(NAMED)).map(({ name }) => name.slice(NAMED.length));
  }

  // Nothing is left of an account: first what is kept, at once; then the empty database, as soon as nobody holds it.
  static async forget(account) {
    const shelves = await openShelves(account);
    const all = shelves.transaction(Object.keys(SHELVES), "readwrite");
    for (const name of Object.keys(SHELVES)) all.objectStore(name).clear();
    await new Promise((resolve) => Object.assign(all, { oncomplete: resolve, onabort: resolve }));
    shelves.close();
    indexedDB.deleteDatabase(NAMED + account);
  }

  get(name, id) {
    return answered(this.shelves.transaction(name).objectStore(name).get(id));
  }

  all(name) {
    return answered(this.shelves.transaction(name).objectStore(name).getAll());
  }

  // Done when it is on the disk.
  write(name, work) {
    const change = this.shelves.transaction(name, "readwrite", { durability: "strict" });
    work(change.objectStore(name));
    return new Promise((resolve, reject) => {
      change.oncomplete = resolve;
      change.onabort = () => reject(change.error);
    });
  }

  async seal(place, bytes) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    return { iv, bytes: await crypto.subtle.encrypt(this.#how(iv, place), this.key, bytes) };
  }

  unseal(place, { iv, bytes }) {
    return crypto.subtle.decrypt(this.#how(iv, place), this.key, bytes);
  }

  sealWords(place, value) {
    return this.seal(place, new TextEncoder().encode(JSON.stringify(value)));
  }

  async unsealWords(place, sealed) {
    return JSON.parse(new TextDecoder().decode(await this.unseal(place, sealed)));
  }

  // Whose it is and what it is belongs to the seal: what lies in another place doesn't open.
  #how(iv, place) {
    return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${this.account}/${place}`) };
  }
}
