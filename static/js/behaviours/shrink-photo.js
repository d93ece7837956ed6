// Photos before they are sent: made small (at most 1,600 points on the longer side; whatever fails goes as it is),
// gathered page by page from camera and files, shown in their order, and moved or taken away again.
import { style } from "../style.js";

const SIDE = 1600;
const pages = new WeakMap(); // form → its files, in order

async function shrink(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    if (scale === 1 && file.size < 500_000) return file;
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
    return new File([blob], "photo.jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function button(label, symbol, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.setAttribute("aria-label", label);
  made.textContent = symbol;
  made.addEventListener("click", work);
  return made;
}

function tile(main, files, file, n) {
  const box = document.createElement("span");
  const image = document.createElement("img");
  const said = (text) => text.replace("{n}", n + 1).replace("{most}", files.length);
  box.className = "photo-tile";
  image.alt = said(main.dataset.page);
  image.src = URL.createObjectURL(file);
  image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
  box.append(image, button(said(main.dataset.remove), "×", () => put(main, files.toSpliced?.(n, 1) ?? files.filter((it) => it !== file))));
  if (files.length > 1) {
    const number = document.createElement("span");
    number.textContent = n + 1;
    number.setAttribute("aria-hidden", "true");
    box.append(number);
  }
  if (n > 0) {
    const moved = [...files];
    [moved[n - 1], moved[n]] = [moved[n], moved[n - 1]];
    box.append(button(said(main.dataset.earlier), "‹", () => put(main, moved)));
  }
  return box;
}

function put(main, files) {
  const bag = new DataTransfer();
  files.forEach((file) => bag.items.add(file));
  main.files = bag.files;
  pages.set(main.form, files);
  if (files.length && main.dataset.style) style(main.dataset.style);
  const place = main.form.querySelector(".composer-preview, [data-preview]");
  if (!place) return;
  place.replaceChildren(...files.map((file, n) => tile(main, files, file, n)));
  place.hidden = files.length === 0;
}

async function take(input, main) {
  const fresh = await Promise.all([...input.files].map(shrink));
  if (input !== main) input.value = "";
  put(main, [...(pages.get(main.form) ?? []), ...fresh].slice(0, Number(main.dataset.most)));
  const menu = input.closest("details");
  if (menu) menu.open = false;
}

export default function shrinkPhoto(input) {
  const main = input.form.querySelector("[data-main]") ?? input;
  input.addEventListener("change", () => take(input, main));
  if (input === main) input.form.addEventListener("reset", () => put(main, []));
  if (input.files.length) take(input, main); // chosen before this script came over a slow line
}
