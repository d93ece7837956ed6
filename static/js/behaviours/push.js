// Notifications on this phone: the page says what they are, and the phone is asked only when somebody taps.
import { current, drop, known, needsInstalling, possible, subscribe } from "../push/browser.js";

export default async function push(section) {
  const account = document.querySelector("[data-account]")?.dataset.account ?? "";
  const fault = section.querySelector("[data-push-fault]");

  function show(state) {
    for (const part of section.querySelectorAll("[data-push]")) part.hidden = part.dataset.push !== state;
  }

  async function look() {
    if (needsInstalling()) return show("install");
    if (!possible()) return show("none");
    if (Notification.permission === "denied") return show("blocked");
    const { on } = await known();
    show(on && (await current()) ? "on" : "off");
  }

  async function attempt(work) {
    fault.hidden = true;
    await work().catch(() => (fault.hidden = false));
    await look();
  }

  section.querySelector("[data-push-on]")?.addEventListener("click", () =>
    attempt(async () => {
      if ((await Notification.requestPermission()) !== "granted") return;
      await subscribe((await known()).key, account);
    }),
  );
  section.querySelector("[data-push-off]")?.addEventListener("click", () => attempt(drop));
  if (fault) await look();
}
