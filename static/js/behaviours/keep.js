// Keeps what is tapped in a form, sealed, on the phone: also closed, also without a connection. Where the form says so
// (data-as-you-go) it is also sent as it is tapped; what can't go waits for the line.
import { hear, ownVault, post } from "../outbox/here.js";
import { dropDraft } from "../outbox/posts.js";

const PAUSE = 800; // milliseconds without a tap
const PATIENCE = 3000;

export default async function keep(form) {
  const vault = await ownVault();
  if (!vault) return;
  const url = form.getAttribute("action") || location.pathname;
  const place = `draft/${url}`;
  const kept = await vault.get("drafts", url);
  if (kept) fill(form, await vault.unsealWords(place, kept.sealed));
  const waits = form.querySelector("[data-waits]");
  let later;

  form.addEventListener("input", () => {
    clearTimeout(later);
    later = setTimeout(save, PAUSE);
  });
  hear((news) => {
    if (news.draft !== url) return;
    if (waits) waits.hidden = news.kind !== "waiting";
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(later);
    if (!navigator.onLine) return save();
    await afterWhatIsUnderWay(() => dropDraft(vault, url)); // an earlier answer must not come after this one
    await vault.write("drafts", (shelf) => shelf.delete(url));
    form.submit();
  });

  async function save() {
    const fields = new FormData(form);
    fields.delete("once");
    const sealed = await vault.sealWords(place, [...fields].filter(([, value]) => typeof value === "string"));
    await vault.write("drafts", (shelf) => shelf.put({ id: url, sealed }));
    if ("asYouGo" in form.dataset) await post(url, fields, url);
    if (waits) waits.hidden = navigator.onLine;
  }

  // What is being sent just now comes first; a line that hangs is not waited for long.
  function afterWhatIsUnderWay(then) {
    const soon = { signal: AbortSignal.timeout(PATIENCE) };
    return navigator.locks.request(`outbox-${vault.account}`, soon, then).catch(then);
  }
}

function fill(form, answers) {
  for (const field of form.elements) {
    const values = answers.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
    else if (values.length && field.type !== "hidden" && field.type !== "file") field.value = values[0];
  }
}
