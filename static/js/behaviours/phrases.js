// Opens the phrasebook as a sheet over the conversation. Without this it is a page.
export default function phrases(link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !globalThis.htmx) return;
    event.preventDefault();
    open(link.href, link);
  });
}

export function open(url, from) {
  let sheet = document.getElementById("phrase-sheet");
  if (!sheet) {
    sheet = document.createElement("dialog");
    sheet.id = "phrase-sheet";
    sheet.className = "sheet";
    document.body.append(sheet);
    sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
    sheet.addEventListener("close", () => sheet.replaceChildren());
  }
  const inside = document.createElement("div");
  inside.id = "phrases";
  sheet.replaceChildren(inside);
  sheet.setAttribute("aria-label", from.textContent.trim());
  sheet.showModal();
  htmx.ajax("GET", url, { source: sheet, target: inside, swap: "outerHTML" }).catch(() => location.assign(url));
}
