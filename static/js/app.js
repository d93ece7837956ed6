// Finds what asks for a behaviour and brings it: one small file each, only those a page needs.
const loaded = new Map();

async function bring(element) {
  for (const name of element.dataset.behaviour.split(" ")) {
    if (!loaded.has(name)) loaded.set(name, import(`./behaviours/${name}.js`));
    const behaviour = await loaded.get(name);
    behaviour.default(element);
  }
}

function look(root) {
  const coming = [];
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    if (element.dataset.lives) continue;
    element.dataset.lives = "1";
    coming.push(bring(element).catch(() => delete element.dataset.lives));
  }
  return Promise.all(coming);
}

look(document).then(() => document.documentElement.setAttribute("data-alive", ""));
document.addEventListener("htmx:after:swap", () => look(document));
