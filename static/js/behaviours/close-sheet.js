// Closes the sheet a link stands in; on a page of its own the link leads back.
export default function closeSheet(link) {
  link.addEventListener("click", (event) => {
    const sheet = link.closest("dialog");
    if (!sheet) return;
    event.preventDefault();
    sheet.close();
  });
}
