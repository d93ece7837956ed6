// A phrase goes the way of every message: kept on the phone, shown at once, sent when there is a line.
import { ownVault, post } from "../outbox/here.js";

export default function phraseSend(form) {
  form.addEventListener("submit", (event) => {
    if (!document.getElementById("thread")) return; // the phrasebook as a page: the browser posts it
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    keep(form).catch(() => form.submit()); // no room on the phone: then as the form goes by itself
  });
}

async function keep(form) {
  const fields = new FormData(form);
  const own = form.querySelector("[data-own] .words");
  const last = [...document.querySelectorAll("#thread > [data-seq]")].at(-1);
  if (!(await ownVault())) return form.submit();
  if (own) fields.set("body", own.innerText.trim());
  fields.set("client_id", crypto.randomUUID());
  fields.set("last_seq", last?.dataset.seq ?? "0");
  await post(form.getAttribute("action"), fields);
  form.closest("dialog")?.close();
  form.closest(".one-taps")?.remove();
}
