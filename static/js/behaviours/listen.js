// Reads a bubble aloud with the phone's own voice, where it has one for the language. Nothing leaves the phone.
const speech = globalThis.speechSynthesis;

function voice(tag) {
  const short = tag.toLowerCase().split("-")[0];
  return speech.getVoices().find((it) => it.localService && it.lang.toLowerCase().replace("_", "-").split("-")[0] === short);
}

export default function listen(button) {
  const words = button.closest(".bubble")?.querySelector(".bubble-body .words");
  if (!speech || !words?.lang) return;
  const look = () => (button.hidden = !voice(words.lang));
  look();
  speech.addEventListener?.("voiceschanged", look);
  button.addEventListener("click", () => {
    const going = speech.speaking;
    speech.cancel();
    if (going) return;
    const said = new SpeechSynthesisUtterance(words.innerText);
    said.voice = voice(words.lang);
    said.lang = words.lang;
    said.rate = 0.9;
    speech.speak(said);
    button.closest("details").open = false;
  });
}
