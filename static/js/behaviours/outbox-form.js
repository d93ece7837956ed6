// A form that goes by the outbox: kept on the phone first, then sent; where it led to is opened when the server says so.
import { hear, ownVault, post } from "../outbox/here.js";
import { dropId } from "../outbox/posts.js";

export default async function outboxForm(form) {
  const vault = await ownVault();
  if (!vault) return;
  const waits = document.getElementById(form.dataset.waits);
  let mine = "";
  hear((news) => {
    if (!mine || news.id !== mine) return;
    if (news.kind === "sent") location.assign(news.location || location.pathname);
    if (news.kind === "waiting") wait();
    if (news.kind === "failed") again();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (mine) return;
    const fields = new FormData(form);
    mine = fields.get("once");
    try {
      await post(form.getAttribute("action"), fields);
      if (!navigator.onLine) wait();
    } catch {
      form.submit(); // no room on the phone
    }
  });

  function wait() {
    waits.hidden = false;
    form.hidden = true;
    waits.focus();
  }

  // The server says what isn't right on the page itself, with everything that was filled in.
  async function again() {
    await dropId(vault, mine);
    form.submit();
  }
}
