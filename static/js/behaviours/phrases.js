// Opens the phrasebook as a sheet over the conversation. Without this it is a page.
export default function phrases(link) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !globalThis.htmx) return;
    event.preventDefault();
    open(link.href, link);
  });
}

async function open(url, from) {
  const sheet = document.getElementById("phrase-sheet") ?? made();
  const inside = document.createElement("div");
  inside.id = "phrases";
  sheet.replaceChildren(inside);
  sheet.setAttribute("aria-label", from.textContent.trim());
  await dressed(document.querySelector("[data-style]")?.dataset.style);
  if (!sheet.open) sheet.showModal();
  htmx.ajax("GET", url, { source: sheet, target: inside, swap: "outerHTML" }).catch(() => location.assign(url));
}

function made() {
  const sheet = document.createElement("dialog");
  sheet.id = "phrase-sheet";
  sheet.className = "sheet";
  document.body.append(sheet);
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  sheet.addEventListener("close", () => sheet.replaceChildren());
  return sheet;
}

// A first page brings the style of its own room alone: the sheet's comes with the whole style, kept for a year.
function dressed(style) {
  const there = [...document.querySelectorAll("link[rel=stylesheet]")].some((it) => it.getAttribute("href") === style);
  if (!style || there) return null;
  return new Promise((done) => {
    const link = document.createElement("link");
    Object.assign(link, { rel: "stylesheet", href: style, onload: done, onerror: done });
    document.head.append(link);
    setTimeout(done, 3000);
  });
}
