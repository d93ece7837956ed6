// Signing out first forgets what this tab and the installed app kept of me, then ends the session on the server.
export default function signOut(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      sessionStorage.clear();
      const kept = (await caches.keys()).filter((name) => name.startsWith("private-"));
      await Promise.all(kept.map((name) => caches.delete(name)));
    } finally {
      form.submit();
    }
  });
}
