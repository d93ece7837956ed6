// A text field that grows with what is written, where the browser doesn't do it by itself.
export default function grow(field) {
  if (CSS.supports("field-sizing", "content")) return;
  const fit = () => {
    field.rows = Math.min(10, Math.max(Number(field.getAttribute("rows")) || 1, field.value.split("\n").length));
  };
  field.addEventListener("input", fit);
  fit();
}
