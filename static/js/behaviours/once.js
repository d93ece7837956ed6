// A button that sends once: the second tap of a double tap does nothing. Comes back when the page does.
export default function once(button) {
  const form = button.form;
  if (!form) return;
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    button.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", () => {
    delete form.dataset.sent;
    button.removeAttribute("aria-disabled");
  });
}
