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
}
