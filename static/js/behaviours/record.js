// Voice in the composer. Hold the button and speak, let go to send, slide away to throw away; or tap once, then
// send, listen or throw away by buttons. The keyboard taps.
import { canRecord, LONGEST, record } from "../recording.js";
import { style } from "../style.js";

const TAP = 350; // milliseconds: shorter is a tap, and keeps recording
const AWAY = 96; // so far towards the start, it is thrown away
const STROKES = 40;

const clock = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

export default function recordVoice(mic) {
  if (!canRecord()) return;
  const { form } = mic;
  const part = Object.fromEntries(
    ["panel", "time", "wave", "stop", "listen", "cancel", "send", "trouble", "said", "file"].map((name) => [
      name,
      form.querySelector(`[data-voice-${name}]`),
    ]),
  );
  const keeps = "keeps" in mic.dataset; // it goes with the form, when that is sent
  const heard = new Audio();
  const levels = [];
  let taken = null; // a promise of what records
  let state = "idle"; // idle, holding, locked, done
  let down = null;

  style(mic.dataset.style).then(() => {
    mic.hidden = false;
  });

  function be(next, words = "") {
    state = next;
    form.dataset.voice = next;
    part.panel.hidden = next === "idle";
    part.stop.hidden = next !== "locked";
    part.listen.hidden = next !== "done";
    part.cancel.hidden = next === "holding";
    part.send.hidden = keeps || next === "holding";
    part.said.textContent = words;
  }
  function draw(ms, level) {
    levels.push(level);
    part.time.textContent = clock(ms);
    const strokes = levels.slice(-STROKES).map((loud, n, all) => {
      const half = 1 + Math.min(13, loud * 26);
      return `M${(STROKES - all.length + n) * 4 + 2} ${16 - half}v${2 * half}`;
    });
    part.wave.setAttribute("d", strokes.join(""));
    if (ms >= LONGEST) stop();
  }
  function begin() {
    levels.length = 0;
    part.trouble.hidden = true;
    part.time.textContent = "0:00";
    part.wave.setAttribute("d", "");
    taken = record(draw);
    taken.catch((error) => {
      taken = null;
      be("idle");
      part.trouble.hidden = false;
      part.trouble.querySelector("span").textContent =
        error.name === "NotFoundError" ? part.trouble.dataset.none : part.trouble.dataset.denied;
    });
  }
  async function stop() {
    const tape = taken;
    taken = null;
    if (!tape) return;
    try {
      const { file, milliseconds, waveform } = await (await tape).stop();
      const bag = new DataTransfer();
      bag.items.add(file);
      part.file.files = bag.files;
      form.elements.voice_ms.value = milliseconds;
      form.elements.waveform.value = waveform;
      heard.src = URL.createObjectURL(file);
      part.time.textContent = clock(milliseconds);
      be("done", part.panel.dataset.done);
    } catch {
      /* said already, where it began */
    }
  }
  async function cancel() {
    be("idle", mic.dataset.cancelled);
    await taken?.then((tape) => tape.stop()).catch(() => {});
    taken = null;
    clear();
    mic.focus();
  }
  function clear() {
    heard.pause();
    if (heard.src) URL.revokeObjectURL(heard.src);
    heard.removeAttribute("src");
    part.file.value = "";
    form.elements.voice_ms.value = form.elements.waveform.value = "";
    be("idle");
  }
  async function send() {
    if (taken) await stop();
    if (part.file.files.length && !keeps) form.requestSubmit();
  }
  function lock() {
    be("locked", part.panel.dataset.recording);
    part.stop.focus();
  }

  mic.addEventListener("pointerdown", (event) => {
    if (state !== "idle" || event.button) return;
    mic.setPointerCapture(event.pointerId);
    down = { at: performance.now(), x: event.clientX };
    begin();
    be("holding", part.panel.dataset.recording);
  });
  mic.addEventListener("pointermove", (event) => {
    if (state !== "holding") return;
    const way = (event.clientX - down.x) * (document.dir === "rtl" ? 1 : -1); // towards the start of the line
    part.panel.toggleAttribute("data-away", way > AWAY / 2);
    if (way > AWAY) cancel();
  });
  const release = (sends) => () => {
    if (state !== "holding") return;
    const tapped = performance.now() - down.at < TAP;
    if (tapped || !sends) lock();
    else send();
  };
  mic.addEventListener("pointerup", release(true));
  mic.addEventListener("pointercancel", release(false)); // the question for permission takes the finger away
  mic.addEventListener("contextmenu", (event) => event.preventDefault());
  mic.addEventListener("click", (event) => {
    if (state !== "idle" || event.detail) return; // by keyboard alone: a finger was told of above
    begin();
    lock();
  });
  part.stop.addEventListener("click", () => stop().then(() => (keeps ? part.listen : part.send).focus()));
  part.listen.addEventListener("click", () => (heard.paused ? heard.play() : heard.pause()));
  for (const happens of ["play", "pause"]) {
    heard.addEventListener(happens, () => part.listen.toggleAttribute("data-playing", !heard.paused));
  }
  part.cancel.addEventListener("click", cancel);
  part.send.addEventListener("click", send);
  const stopFirst = (event) => {
    if (!keeps || !taken) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    stop().then(() => form.requestSubmit());
  };
  form.addEventListener("submit", stopFirst, true);
  form.addEventListener("reset", clear);
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state !== "idle") cancel();
  });
}
