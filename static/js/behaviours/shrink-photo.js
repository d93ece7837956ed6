// Makes photos small before they travel: at most 1,600 points on the longer side. Whatever fails goes as it is.
const SIDE = 1600;

async function shrink(file) {
  try {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    if (scale === 1 && file.size < 500_000) return file;
    const canvas = new OffscreenCanvas(Math.round(image.width * scale), Math.round(image.height * scale));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.82 });
    return new File([blob], "photo.jpg", { type: "image/jpeg" });
  } catch {
    return file;
  }
}

function show(input, files) {
  const place = input.form.querySelector(".composer-preview, [data-preview]");
  if (!place) return;
  place.replaceChildren(
    ...files.map((file) => {
      const image = document.createElement("img");
      image.alt = "";
      image.src = URL.createObjectURL(file);
      image.addEventListener("load", () => URL.revokeObjectURL(image.src), { once: true });
      return image;
    }),
  );
  place.hidden = files.length === 0;
}

async function take(input) {
  const files = await Promise.all([...input.files].map(shrink));
  const bag = new DataTransfer();
  files.forEach((file) => bag.items.add(file));
  input.files = bag.files;
  show(input, files);
}

export default function shrinkPhoto(input) {
  input.addEventListener("change", () => take(input));
  if (input.files.length) take(input); // chosen before this script came over a slow line
}
