// Plays a voice message: a button, a drawing one can tap or move through by keyboard, one and a half times as fast.
let playing = null; // one at a time

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export default function voice(box) {
  const audio = box.querySelector("audio");
  const button = box.querySelector(".voice-play");
  const seek = box.querySelector(".voice-seek");
  const speed = box.querySelector(".voice-speed");
  const time = box.querySelector("[data-time]");
  const wave = box.querySelector(".voice-wave > path");
  const played = box.querySelector(".voice-played");
  const length = Number(seek.max) / 1000;
  let tried = false;
  played.append(wave.cloneNode());
  audio.controls = false;
  for (const control of [button, seek, speed]) control.hidden = false;

  function show() {
    const at = Math.min(audio.currentTime, length);
    seek.value = at * 1000;
    played.setAttribute("width", String((256 * at) / length));
    time.textContent = clock(at > 0 ? at : length);
    seek.setAttribute("aria-valuetext", `${clock(at)} / ${clock(length)}`);
  }
  function say() {
    box.toggleAttribute("data-playing", !audio.paused);
    button.setAttribute("aria-label", audio.paused ? box.dataset.play : box.dataset.pause);
  }
  button.addEventListener("click", () => {
    if (audio.paused) audio.play().catch(say);
    else audio.pause();
  });
  audio.addEventListener("play", () => {
    if (playing !== audio) playing?.pause();
    playing = audio;
    say();
  });
  audio.addEventListener("pause", say);
  audio.addEventListener("timeupdate", show);
  audio.addEventListener("playing", () => {
    tried = false;
  });
  audio.addEventListener("ended", () => {
    audio.currentTime = 0;
    show();
    say();
  });
  // A page left open for long: its address has ended, the lasting one leads to the next.
  audio.addEventListener("error", () => {
    if (tried) return say();
    const at = audio.currentTime;
    tried = true;
    audio.src = audio.dataset.lasting;
    audio.currentTime = at;
    audio.play().catch(say);
  });
  seek.addEventListener("input", () => {
    audio.currentTime = Number(seek.value) / 1000;
    show();
  });
  speed.addEventListener("click", () => {
    const fast = audio.playbackRate === 1;
    audio.playbackRate = audio.defaultPlaybackRate = fast ? 1.5 : 1;
    speed.textContent = fast ? "1.5×" : "1×";
    speed.setAttribute("aria-pressed", String(fast));
  });
  show();
}
