// The page on offline use: what is stored, and the ways to store it and to delete it.

import { EDITION, ROOT, ask, forget, isFinished, isWanted, register, setWanted } from "./edition.mjs";
import { why } from "./notices.mjs";

const root = document.querySelector("[data-offline-controls]");
const status = root.querySelector("[data-offline-status]");
const store = root.querySelector("[data-offline-store]");
const remove = root.querySelector("[data-offline-delete]");

function show(words, { stored }) {
  if (status.textContent !== words) status.textContent = words;
  store.hidden = stored;
  remove.hidden = !stored;
}

async function refresh() {
  const registration = await navigator.serviceWorker.getRegistration(ROOT).catch(() => null);
  if (registration?.active) {
    const { edition, files, of, bytes, reason } = await ask(registration.active, "state");
    if (reason) return show(`Nothing is stored: ${why(reason)}.`, { stored: true });
    const all = files === of ? `All ${of} files` : `${files} of ${of} files`;
    return show(`${all} of edition ${edition} are stored on this device: ${(bytes / 1e6).toFixed(1)} MB.`, { stored: true });
  }
  const coming = registration?.installing ?? registration?.waiting;
  if (coming) {
    // The last file is stored a moment before the worker is active.
    coming.addEventListener("statechange", refresh, { once: true });
    return show("The handbook is being stored.", { stored: true });
  }
  return show(isWanted() ? "Nothing is stored yet." : "Nothing is stored, as you asked.", { stored: false });
}

function heard({ data: { type, left, of, reason, file } }) {
  if (type === "progress") show(`The handbook is being stored: ${of - left} of ${of} files of this part.`, { stored: true });
  else if (type === "not-stored") show(`Nothing new could be stored: ${why(reason, file)}.`, { stored: false });
  else if (type === "partly-stored") show(`The pages are stored, the calculators are not: ${why(reason, file)}.`, { stored: true });
  else if (type === "stored") refresh();
}

store.addEventListener("click", async () => {
  setWanted(true);
  show("The handbook is being stored.", { stored: true });
  await register().catch((error) => show(`Nothing could be stored: ${why("denied")} (${error.message})`, { stored: false }));
});

remove.addEventListener("click", async () => {
  setWanted(false);
  await forget();
  show("The stored copy was deleted, and nothing is stored from now on. Open tabs go on until they are closed.", { stored: false });
});

if (!isFinished || !("serviceWorker" in navigator)) {
  status.textContent = `The handbook cannot be stored here: ${why("no-worker")}.`;
} else {
  root.dataset.edition = EDITION;
  navigator.serviceWorker.addEventListener("message", heard);
  navigator.serviceWorker.startMessages();
  refresh();
}
