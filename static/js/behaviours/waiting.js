// The bubbles of what isn't sent yet: drawn from the phone's own store, at the end of the thread, until the server has it.
import { arrive } from "../outbox/arrive.js";
import { hear, ownVault, say, send } from "../outbox/here.js";
import { clock } from "../outbox/clock.js";
import { dropPost, fieldsOf, postsOf, wakePost } from "../outbox/posts.js";

export default async function waiting(element) {
  const { url } = element.dataset;
  const list = document.getElementById("thread");
  const vault = await ownVault();
  if (!vault || !list) return;
  const pattern = element.querySelector("template").content.firstElementChild;
  let drawing = Promise.resolve();
  const redraw = () => (drawing = drawing.then(draw, draw));

  hear(async (news) => {
    if (news.kind === "sent" && news.url === url && news.html) await arrive(news.html, list);
    if (news.kind === "forgotten") for (const bubble of bubbles()) bubble.remove();
    else redraw();
    if (news.kind === "sent" && news.url === url) list.querySelector(":scope > [data-seq]:last-of-type")?.scrollIntoView({ block: "end" });
  });
  new MutationObserver(() => { // the stream may be quicker than the answer: never both at once
    for (const { dataset } of list.querySelectorAll(":scope > [data-client-id]")) document.getElementById(`waiting-${dataset.clientId}`)?.remove();
    redraw();
  }).observe(list, { childList: true });
  for (const when of ["online", "offline"]) addEventListener(when, redraw);
  redraw();

  function bubbles() {
    return list.querySelectorAll(":scope > .bubble-waiting");
  }

  async function draw() {
    const posts = (await postsOf(vault)).filter((it) => it.url === url && !there(it));
    for (const bubble of bubbles()) if (!posts.some(({ id }) => bubble.id === `waiting-${id}`)) bubble.remove();
    for (const post of posts) {
      const bubble = document.getElementById(`waiting-${post.id}`) ?? (await begin(post));
      if (there(post)) bubble.remove();
      else await mark(bubble, post);
    }
  }

  function there({ id }) {
    return list.querySelector(`:scope > [data-client-id="${id}"]`);
  }

  async function begin(post) {
    const bubble = pattern.cloneNode(true);
    const fields = await fieldsOf(vault, post);
    bubble.id = `waiting-${post.id}`;
    bubble.querySelector(".words").textContent = fields.get("body") || fields.get("phrase_words") || "";
    bubble.querySelector("[data-voice]").hidden = !fields.get("voice")?.size;
    bubble.querySelector("[data-photos]").append(...fields.getAll("photos").filter(({ size }) => size).map(photo));
    bubble.querySelector("time").textContent = clock(post.created);
    bubble.querySelector("[data-again]").addEventListener("click", () => wakePost(vault, post.order).then(redraw).then(() => send()));
    bubble.querySelector("[data-drop]").addEventListener("click", async () => {
      await dropPost(vault, post.order);
      say({ account: vault.account, kind: "dropped", id: post.id, url });
      redraw();
    });
    list.append(bubble);
    bubble.scrollIntoView({ block: "end" });
    return bubble;
  }

  // On its way, waiting for the line, or not sent and why.
  async function mark(bubble, post) {
    const offline = !navigator.onLine || post.tries > 0;
    const state = post.state === "failed" ? "failed" : offline ? "waiting" : "sending";
    if (bubble.dataset.state === state) return;
    bubble.dataset.state = state;
    for (const part of bubble.querySelectorAll("[data-when]")) part.hidden = !part.dataset.when.split(" ").includes(state);
    if (state !== "failed") return;
    const { status, told } = await vault.unsealWords(`${post.id}/why`, post.why);
    const known = bubble.querySelector(`[data-status~="${status}"]`) ?? bubble.querySelector("[data-status='other']");
    for (const reason of bubble.querySelectorAll("[data-status]")) reason.hidden = told ? true : reason !== known;
    bubble.querySelector("[data-told]").textContent = told;
  }
}

function photo(file) {
  const image = document.createElement("img");
  image.alt = "";
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  return image;
}
