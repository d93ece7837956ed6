// Leaves at once, to the weather, and leaves no way back in the history.
export default function quickExit(link) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(link.href);
  });
}
