// A photo seen large: pinch, double tap, buttons and keys zoom; it is turned by quarters, and moved with a finger.
// The links around the photos of a page are its pages; without script, or without <dialog>, they stay links.
import { style } from "../style.js";

const MOST = 6;
const STEP = 1.5;
let pages = [];
let view = null; // the dialog, set up once

function setUp(dialog) {
  const image = dialog.querySelector("img");
  const stage = dialog.querySelector(".viewer-stage");
  const label = dialog.querySelector(".viewer-page");
  const fingers = new Map();
  let [n, scale, turn, x, y] = [0, 1, 0, 0, 0];
  let start = null;
  let tapped = 0;

  function draw() {
    const swap = turn % 180 !== 0;
    const fit = swap ? Math.min(stage.clientHeight / image.clientWidth, stage.clientWidth / image.clientHeight, 1) : 1;
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale * (fit || 1)}) rotate(${turn}deg)`;
  }
  function zoom(to) {
    scale = Math.min(MOST, Math.max(1, to));
    if (scale === 1) x = y = 0;
    draw();
  }
  function show(at) {
    n = Math.min(pages.length - 1, Math.max(0, at));
    [scale, turn, x, y] = [1, 0, 0, 0];
    image.src = pages[n].dataset.lasting ?? pages[n].href;
    image.alt = pages[n].querySelector("img")?.alt ?? "";
    label.textContent = pages.length > 1 ? dialog.dataset.page.replace("{n}", n + 1).replace("{most}", pages.length) : "";
    for (const [name, end] of [["previous", 0], ["next", pages.length - 1]]) {
      const button = dialog.querySelector(`[data-do=${name}]`);
      button.hidden = pages.length < 2;
      button.disabled = n === end;
    }
    draw();
  }
  function pan(dx, dy) {
    x += dx;
    y += dy;
    draw();
  }
  const can = {
    close: () => dialog.close(),
    previous: () => show(n - 1),
    next: () => show(n + 1),
    larger: () => zoom(scale * STEP),
    smaller: () => zoom(scale / STEP),
    turn: () => {
      turn += 90;
      [x, y] = [0, 0];
      draw();
    },
  };
  dialog.addEventListener("click", (event) => can[event.target.closest("[data-do]")?.dataset.do]?.());
  dialog.addEventListener("keydown", ({ key }) => {
    const ahead = document.dir === "rtl" ? "ArrowLeft" : "ArrowRight";
    const way = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] }[key];
    if (key === "+" || key === "=") can.larger();
    else if (key === "-") can.smaller();
    else if (key === "r") can.turn();
    else if (way && scale > 1) pan(...way);
    else if (way?.[0]) show(key === ahead ? n + 1 : n - 1);
  });
  const apart = () => {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.x - b.x, a.y - b.y) : 0;
  };
  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    start = { apart: apart(), scale };
    if (fingers.size > 1) return;
    if (event.timeStamp - tapped < 300) zoom(scale > 1 ? 1 : 2.5);
    tapped = event.timeStamp;
  });
  stage.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (fingers.size > 1) zoom((start.scale * apart()) / start.apart);
    else if (scale > 1) pan(event.clientX - before.x, event.clientY - before.y);
  });
  for (const end of ["pointerup", "pointercancel"]) {
    stage.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      start = { apart: apart(), scale };
    });
  }
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15));
  });
  image.addEventListener("load", draw);
  return {
    open(link) {
      dialog.showModal();
      show(pages.indexOf(link));
      dialog.addEventListener("close", () => link.focus(), { once: true });
    },
  };
}

export default function zoomable(link) {
  const dialog = document.querySelector("dialog.viewer");
  if (!dialog?.showModal) return;
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const group = link.classList.contains("letter") ? ".letter" : ".bubble-photo";
    pages = [...document.querySelectorAll(`a${group}[data-behaviour=zoom]`)];
    if (view?.dialog !== dialog) view = { dialog, ...setUp(dialog) };
    style(dialog.dataset.style).then(() => view.open(link));
  });
}
