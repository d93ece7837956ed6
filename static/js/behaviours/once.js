// A form that goes once: the second tap of a double tap does nothing. Comes back when the page does.
// Several buttons of one form (yes, no) may ask for it: the form is watched once.
const watched = new WeakSet();

export default function once(button) {
  const { form } = button;
  if (!form || watched.has(form)) return;
  watched.add(form);
  let gone = false;
  form.addEventListener("submit", (event) => {
    if (gone) {
      event.preventDefault();
      return;
    }
    gone = true;
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    gone = false;
    for (const one of form.querySelectorAll("[aria-disabled]")) one.removeAttribute("aria-disabled");
  });
}
