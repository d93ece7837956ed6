// Brings a style that only a script needs: resolves when it is there, or when it can't be had.
const brought = new Map();

export function style(href) {
  if (!brought.has(href)) {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    brought.set(
      href,
      new Promise((done) => {
        link.addEventListener("load", done);
        link.addEventListener("error", done);
      }),
    );
    document.head.append(link);
  }
  return brought.get(href);
}
