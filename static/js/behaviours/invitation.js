// Puts the code of an invitation from the address into the form, and takes it out of the address and the history.
// Nothing is sent before the reader chooses a language: a preview of the link opens nothing.
export default function invitation(form) {
  const field = form.elements.code;
  const take = () => {
    const code = location.hash.slice(1);
    if (!/^[0-9A-Za-z]{26}$/.test(code)) return;
    field.value = code;
    field.disabled = false;
    history.replaceState(null, "", location.pathname);
  };
  take();
  addEventListener("hashchange", take);
}
