// Enter sends on a keyboard with a mouse; on a phone it is a new line. Nothing empty is sent.
export default function composer(form) {
  const words = form.elements.body;
  const fine = matchMedia("(hover: hover) and (pointer: fine)");
  words.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && fine.matches) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", (event) => {
    const photos = form.elements.photos;
    if (!words.value.trim() && !(photos && photos.files.length)) {
      event.preventDefault();
      words.focus();
    }
  });
  // Sent without a new page: the box is emptied and ready for the next; what is on the screen moves up.
  form.addEventListener("htmx:after:swap", (event) => {
    if (!event.detail.ctx?.response?.raw?.ok) return;
    const preview = form.querySelector(".composer-preview");
    preview?.replaceChildren();
    preview?.setAttribute("hidden", "");
    form.querySelector(".composer-errors")?.remove();
    form.reset();
    words.value = ""; // a box that came back with an error holds the old words
    words.removeAttribute("aria-invalid");
    if (form.elements.client_id) form.elements.client_id.value = crypto.randomUUID?.() ?? "";
    const last = document.querySelector("#thread > :last-child");
    if (form.elements.last_seq && last) form.elements.last_seq.value = last.dataset.seq;
    last?.scrollIntoView({ block: "end" });
  });
}
