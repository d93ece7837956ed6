// Keeps what is tapped in a form in this tab, until the server has it: a bad line loses nothing.
export default function keep(form) {
  const key = `keep:${form.getAttribute("action") || location.pathname}`;
  const answers = () => [...new FormData(form)].filter(([name, value]) => name !== "once" && typeof value === "string");
  const kept = JSON.parse(sessionStorage.getItem(key) || "null");
  if (kept) {
    for (const field of form.elements) {
      const values = kept.filter(([name]) => name === field.name).map(([, value]) => value);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length && field.type !== "hidden" && field.type !== "file") field.value = values[0];
    }
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(answers())));
  form.addEventListener("submit", () => navigator.onLine && sessionStorage.removeItem(key));
}
