// How long a page has been open, in minutes, rounded up to five: an offer, until the reader writes their own number.
const STEP = 5;
const LONGEST = 120; // longer than this, somebody went for lunch

export default function minutes(field) {
  const opened = Date.now();
  let own = Boolean(field.value);
  field.addEventListener("input", () => (own = true));
  const offer = () => {
    if (own || document.hidden) return;
    const passed = Math.ceil((Date.now() - opened) / 60_000 / STEP) * STEP;
    field.value = Math.min(LONGEST, Math.max(STEP, passed));
    field.defaultValue = field.value; // a form that is emptied after sending keeps the offer
  };
  offer();
  setInterval(offer, 30_000);
}
