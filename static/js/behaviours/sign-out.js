// Signing out, or forgetting somebody on this phone: asks first if something isn't sent yet, then empties all that this
// phone keeps of them, and only then ends the session on the server.
import { account, forgetMe, ownVault } from "../outbox/here.js";
import { postsOf } from "../outbox/posts.js";

export default function signOut(form) {
  const dialog = document.getElementById("unsent");
  let sure = false;
  account(); // whose phone it is, before the form goes
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const vault = await ownVault();
    const waits = vault ? (await postsOf(vault).catch(() => [])).length : 0;
    if (waits && !sure && dialog) return ask(waits);
    document.documentElement.dataset.leaving = ""; // told that it ended, live.js would ask for this page once more
    await forget().finally(() => form.submit());
  });

  function ask(waits) {
    dialog.querySelector("b").textContent = waits;
    dialog.addEventListener(
      "close",
      () => {
        sure = dialog.returnValue === "leave";
        if (sure) form.requestSubmit();
      },
      { once: true },
    );
    dialog.showModal();
  }
}

async function forget() {
  sessionStorage.clear();
  const kept = (await caches.keys()).filter((name) => name.startsWith("private-"));
  await Promise.all(kept.map((name) => caches.delete(name)));
  await forgetMe();
}
