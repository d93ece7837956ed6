"""The installed app: manifest, service worker, offline page."""
