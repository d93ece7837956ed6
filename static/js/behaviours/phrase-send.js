// A phrase goes the way of every message: kept on the phone, shown at once, sent when there is a line.
export default function phraseSend(form) {
  form.addEventListener("submit", async (event) => {
    if (!document.getElementById("thread")) return; // the phrasebook as a page: the browser posts it
    event.preventDefault();
    if (form.dataset.sent) return;
    form.dataset.sent = "1";
    const fields = new FormData(form);
    const own = form.querySelector("[data-own] .words");
    if (own) fields.set("body", own.innerText.trim());
    const { ownVault, post } = await import("../outbox/here.js");
    if (!(await ownVault())) return form.submit();
    await post(form.action, fields);
    form.closest("dialog")?.close();
    form.closest(".answers")?.remove();
  });
}
