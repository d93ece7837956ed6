// The microphone: takes down what is said, how loud it is, and for how long. At most three minutes.
const KINDS = ["audio/webm;codecs=opus", "audio/mp4;codecs=mp4a.40.2", "audio/mp4"];
const BEAT = 80; // milliseconds between two looks at the loudness
const LETTERS = 64;
export const LONGEST = 180_000;

export const canRecord = () =>
  Boolean(navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder && KINDS.some(kind));

function kind(name) {
  return MediaRecorder.isTypeSupported(name);
}

// How loud it was over its length: 64 letters, z is the loudest.
function waveform(levels) {
  const loudest = Math.max(0.01, ...levels);
  return Array.from({ length: LETTERS }, (_, n) => {
    const level = levels[Math.floor((n * levels.length) / LETTERS)] ?? 0;
    return String.fromCharCode(97 + Math.round(25 * (level / loudest) ** 0.7));
  }).join("");
}

// Resolves when the microphone runs; rejects when it may not be used. `heard(milliseconds, level)` is told as it goes on.
export async function record(heard) {
  const sound = await navigator.mediaDevices.getUserMedia({
    audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  const recorder = new MediaRecorder(sound, { mimeType: KINDS.find(kind), audioBitsPerSecond: 32_000 });
  const context = new AudioContext();
  const ear = context.createAnalyser();
  ear.fftSize = 1024;
  context.createMediaStreamSource(sound).connect(ear);
  const points = new Float32Array(ear.fftSize);
  const parts = [];
  const levels = [];
  const began = performance.now();
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.start(1000);
  const beat = setInterval(() => {
    ear.getFloatTimeDomainData(points);
    levels.push(points.reduce((most, point) => Math.max(most, Math.abs(point)), 0));
    heard(performance.now() - began, levels.at(-1));
  }, BEAT);

  function stop() {
    const milliseconds = Math.min(LONGEST, Math.round(performance.now() - began));
    clearInterval(beat);
    return new Promise((done) => {
      recorder.addEventListener("stop", () => {
        const type = recorder.mimeType.split(";")[0];
        const file = new File(parts, `voice.${type.split("/")[1]}`, { type });
        done({ file, milliseconds, waveform: waveform(levels) });
      });
      recorder.stop();
      for (const track of sound.getTracks()) track.stop();
      context.close();
    });
  }
  return { stop };
}
