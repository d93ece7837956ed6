// The switch: may this phone keep my last messages, to read them without a connection? Only the phone knows the answer.
import { ownVault } from "../outbox/here.js";
import { isReading, setReading } from "../outbox/threads.js";

export default async function offlineReading(button) {
  const vault = await ownVault();
  const impossible = document.getElementById("no-store");
  if (!vault) return;
  const show = async () => button.setAttribute("aria-checked", String(await isReading(vault)));
  await show();
  button.hidden = false;
  impossible.hidden = true;
  button.addEventListener("click", async () => {
    await setReading(vault, button.getAttribute("aria-checked") !== "true");
    await show();
  });
}
