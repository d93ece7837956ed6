// Whether there is a connection: what the stream knows, else what the browser says.
export default function line(note) {
  const look = () => {
    note.hidden = navigator.onLine && document.documentElement.dataset.line !== "off";
  };
  for (const when of ["online", "offline", "sammen:line"]) addEventListener(when, look);
  document.addEventListener("sammen:line", look);
  look();
}
