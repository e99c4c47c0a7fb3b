// Stands in unfinished sites, as `make serve` shows them: ends a service worker that a finished site of the same
// address has left in this browser, so that every edit is seen.
"use strict";

const OWN_CACHES = `cml-handbook offline ${new URL("./", self.location.href).pathname} `;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name.startsWith(OWN_CACHES)) await caches.delete(name);
  await self.registration.unregister();
})()));
