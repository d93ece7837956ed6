// Writing a message. What is written is kept on the phone first and then sent, so that a tap on a bad line, a page
// that is closed or a second tap loses nothing and sends once. Without script, or without a store, the form goes as it is.
import { ownVault, post } from "../outbox/here.js";

const OURS = new Set(["client_id", "last_seq", "once", "voice_ms", "waveform"]); // nothing one would send by itself

export default async function composer(form) {
  const words = form.elements.body;
  const fine = matchMedia("(hover: hover) and (pointer: fine)");
  let busy = false;
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && fine.matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    const fields = new FormData(form);
    if (isEmpty(fields)) {
      event.preventDefault();
      words.focus();
    } else if (form.dataset.keeps) {
      event.preventDefault();
      if (!busy) keep(fields);
    }
  });
  if (await ownVault()) form.dataset.keeps = "1";

  async function keep(fields) {
    busy = true;
    const last = [...document.querySelectorAll("#thread > [data-seq]")].at(-1);
    fields.set("client_id", crypto.randomUUID());
    fields.set("last_seq", last?.dataset.seq ?? "0");
    try {
      await post(form.getAttribute("action"), fields);
      empty(form);
    } catch {
      delete form.dataset.keeps; // no room on the phone: then as the form goes by itself
      form.requestSubmit();
    }
    busy = false;
  }
}

function isEmpty(fields) {
  return ![...fields].some(([name, value]) => !OURS.has(name) && (value.size ?? value.trim().length));
}

function empty(form) {
  const preview = form.querySelector(".composer-preview");
  preview?.replaceChildren();
  preview?.setAttribute("hidden", "");
  form.querySelector(".composer-errors")?.remove();
  form.reset();
  form.elements.body.value = ""; // a box that came back with an error holds the old words
  form.elements.body.removeAttribute("aria-invalid");
  form.dispatchEvent(new CustomEvent("sammen:kept", { bubbles: true }));
}
