// Sends what waits: in order, each until the server has answered for it.
// Read by pages and, without imports and exports, by the service worker.
import { dropKept, dropPost, headOf, putBack } from "./posts.js";

const LONGEST = 180_000; // milliseconds one post may take on a thin line
const MOST_TRIES = 12; // of a server that answers and can't; where there is no line it is tried for ever
const BUSY = new Set([408, 425, 429]);

// Send what waits; page and worker never both. Says when to try again (milliseconds), or 0 if nothing waits.
export function sendPosts(vault, tell, now = true) {
  return navigator.locks.request(`outbox-${vault.account}`, () => sendInOrder(vault, tell, now));
}

async function sendInOrder(vault, tell, now) {
  const held = new Set(); // a conversation in which something has to wait: what follows waits too
  let due = 0;
  for (const { order } of await vault.all("posts")) {
    const post = await vault.get("posts", order); // it may be gone by now
    if (post?.state !== "waiting") continue;
    const head = await headOf(vault, post);
    if (held.has(head.url)) continue;
    const early = now ? 0 : post.after - Date.now();
    const outcome = early > 0 ? "early" : await sendOne(vault, post, head, tell);
    if (outcome === "signed-out") return 0;
    if (outcome === "sent" || outcome === "failed") continue;
    held.add(head.url);
    const wait = Math.max(1000, ((await vault.get("posts", order))?.after ?? 0) - Date.now());
    due = due ? Math.min(due, wait) : wait;
    if (outcome === "no-line") return due;
  }
  return due;
}

async function sendOne(vault, post, head, tell) {
  const say = (kind, more = {}) => tell({ account: vault.account, kind, id: post.id, url: head.url, draft: head.draft, ...more });
  let answer, words;
  try {
    answer = await fetch(head.url, {
      method: "POST",
      body: await vault.unseal(`${post.id}/body`, post.body),
      headers: { "content-type": head.type, "hx-request": "true", "sammen-sender": vault.account },
      redirect: "manual",
      signal: AbortSignal.timeout(LONGEST),
    });
    words = await answer.text();
  } catch {
    return putOff(vault, post, say, "no-line");
  }
  if (answer.ok || answer.status === 409 || (head.draft && answer.status < 500 && answer.status !== 401)) {
    await dropPost(vault, post.order);
    if (head.draft) await dropKept(vault, head.draft);
    await say("sent", { html: answer.ok ? words : "", location: answer.headers.get("location") ?? "" });
    return "sent";
  }
  if (answer.status === 401) {
    await say("signed-out");
    return "signed-out";
  }
  if ((answer.status >= 500 || BUSY.has(answer.status)) && post.tries < MOST_TRIES) return putOff(vault, post, say, "busy");
  const told = answer.status === 422 && answer.headers.get("content-type")?.startsWith("text/plain") ? words : "";
  const why = await vault.sealWords(`${post.id}/why`, { status: answer.status, told });
  await putBack(vault, { ...post, state: "failed", why });
  await say("failed");
  return "failed";
}

// Twice as long each time, up to ten minutes, and never all phones at once.
async function putOff(vault, post, say, outcome) {
  const wait = Math.min(600_000, 2000 * 2 ** post.tries) * (0.5 + Math.random() / 2);
  const later = { ...post, tries: Math.min(post.tries + 1, 20), after: Date.now() + wait };
  await putBack(vault, later);
  await say("waiting");
  return outcome;
}
