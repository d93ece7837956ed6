// Posts that wait for the line, as they lie in the vault. Read by pages and, without exports, by the service worker.

// Keep a post under the phone's own id. Of a draft (`draft: its place`) only the newest is kept.
export async function keepPost(vault, url, fields, draft = "") {
  const id = fields.get("client_id") || fields.get("once") || crypto.randomUUID();
  const whole = new Response(fields); // the very bytes that will travel, the same at every try
  const head = { url, draft, type: whole.headers.get("content-type"), created: Date.now() };
  const post = {
    id,
    state: "waiting",
    tries: 0,
    after: 0,
    head: await vault.sealWords(`${id}/head`, head),
    body: await vault.seal(`${id}/body`, await whole.arrayBuffer()),
  };
  if (draft) await dropDraft(vault, draft);
  await vault.write("posts", (shelf) => shelf.add(post));
  return id;
}

// All that waits, in order; `fields` reads what was written.
export async function postsOf(vault) {
  const posts = await vault.all("posts");
  return Promise.all(posts.map(async (post) => ({ ...post, ...(await headOf(vault, post)) })));
}

export async function fieldsOf(vault, post) {
  const bytes = await vault.unseal(`${post.id}/body`, post.body);
  return new Response(bytes, { headers: { "content-type": (await headOf(vault, post)).type } }).formData();
}

export function headOf(vault, post) {
  return vault.unsealWords(`${post.id}/head`, post.head);
}

export async function dropId(vault, id) {
  for (const post of await vault.all("posts")) if (post.id === id) await dropPost(vault, post.order);
}

export async function dropDraft(vault, draft) {
  for (const post of await postsOf(vault)) if (post.draft === draft) await dropPost(vault, post.order);
}

// The server has a draft: what the phone kept of it goes, unless something newer waits.
export async function dropKept(vault, draft) {
  if ((await postsOf(vault)).some((it) => it.draft === draft)) return;
  await vault.write("drafts", (shelf) => shelf.delete(draft));
}

// A post that was tried, as it is now; one that was taken away meanwhile doesn't come back.
export function putBack(vault, post) {
  return vault.write("posts", (shelf) => {
    const there = shelf.get(post.order);
    there.onsuccess = () => there.result && shelf.put(post);
  });
}

export function dropPost(vault, order) {
  return vault.write("posts", (shelf) => shelf.delete(order));
}

export async function wakePost(vault, order) {
  const post = await vault.get("posts", order);
  if (post) await vault.write("posts", (shelf) => shelf.put({ ...post, state: "waiting", tries: 0, after: 0, why: "" }));
}
