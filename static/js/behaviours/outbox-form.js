// A form that goes by the outbox: kept on the phone first, then sent; where it led to is opened when the server says so.
import { hear, ownVault, post } from "../outbox/here.js";
import { dropId, postsOf } from "../outbox/posts.js";

export default function outboxForm(form) {
  const waits = document.getElementById(form.dataset.waits);
  const failed = document.getElementById(form.dataset.failed);
  const url = form.getAttribute("action");
  let mine = "";
  let pressed = null;
  let past = false; // past the outbox, to the server: it says on the page what isn't right
  hear((news) => {
    if (!mine || news.id !== mine) return;
    if (news.kind === "sent") location.assign(news.location || location.pathname);
    if (news.kind === "waiting") wait();
    if (news.kind === "failed") drop(mine).then(straight);
  });
  form.addEventListener("submit", async (event) => {
    if (past) return;
    event.preventDefault();
    if (mine) return;
    pressed = event.submitter;
    const fields = new FormData(form);
    if (pressed?.name) fields.set(pressed.name, pressed.value);
    mine = fields.get("once");
    if (!(await ownVault())) return straight();
    await post(url, fields).then(() => navigator.onLine || wait(), straight); // else there is no room on the phone
  });
  lookBack();

  // What was tapped before the page was closed.
  async function lookBack() {
    const vault = await ownVault();
    const left = vault && (await postsOf(vault)).find((it) => it.url === url);
    if (!left || mine) return;
    if (left.state === "failed") return failed && drop(left.id).then(() => (failed.hidden = false));
    mine = left.id;
    wait();
  }

  function wait() {
    waits.hidden = false;
    for (const one of document.querySelectorAll(`form[data-waits="${waits.id}"]`)) one.hidden = true;
    waits.focus();
  }

  async function drop(id) {
    await dropId(await ownVault(), id);
  }

  function straight() {
    past = true;
    form.hidden = false;
    form.requestSubmit(pressed);
  }
}
