// Keeps the site for use without a network, as an enhancement: the page is the same without it.
//
// Storing starts when the page has loaded and nothing else is going on. A new edition is announced and taken when the
// reader says so, in all tabs at once.

import { EDITION, ROOT, ask, forget, isFinished, isWanted, register } from "./edition.mjs";
import { dismiss, notify, say, why } from "./notices.mjs";

const HOUR_MS = 3_600_000;
// How long a calculator that nobody uses keeps the connection for itself.
const CALCULATOR_FIRST_MS = 5000;

const container = navigator.serviceWorker;
let refusal = null;
let lookedAt = 0;

function pause(ms) {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}

async function loaded() {
  if (document.readyState !== "complete") await new Promise((resolve) => { addEventListener("load", resolve, { once: true }); });
  await new Promise((resolve) => { (window.requestIdleCallback ?? setTimeout)(resolve); });
}

/** When the page has loaded, and its calculator, if it has one, is not starting. */
async function quiet() {
  await loaded();
  const calculator = document.querySelector("[data-calculator]");
  if (!calculator) return;
  await pause(CALCULATOR_FIRST_MS);
  while (["loading", "computing"].includes(calculator.dataset.state)) await pause(500);
}

// --- A new edition ---

/**
 * Lets the edition that waits take over, when the page asks for nothing: Chromium ends the earlier worker for it, and
 * when a request comes at that very moment, starts the earlier one again for another half minute.
 */
async function take(worker) {
  const answered = () => performance.getEntriesByType("resource").length;
  for (let before = -1; before !== answered();) {
    before = answered();
    await pause(300);
  }
  worker.postMessage({ type: "take" });
}

/** A reload of the only tab takes the edition that waits; a browser alone would go on with the present one. */
async function takeOnReload() {
  await loaded();
  const { waiting } = (await container.getRegistration(ROOT)) ?? {};
  const isReload = performance.getEntriesByType("navigation")[0]?.type === "reload";
  if (!waiting || !isReload) return undefined;
  // The page that was reloaded is counted until the browser has put it away.
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if ((await ask(waiting, "windows")) === 1) return take(waiting);
    await pause(200);
  }
  return undefined;
}

async function announce(worker) {
  const tabs = await ask(worker, "windows").catch(() => 1);
  const all = tabs > 1 ? ` It is open in ${tabs} tabs; all of them load anew, and entries in forms are lost.` : "";
  notify(`A new edition of this handbook is ready. This page shows the earlier one.${all}`, {
    "Show the new edition": () => {
      take(worker);
      notify("The new edition is being opened. If nothing happens, close all tabs of this handbook and open it again.");
    },
  });
}

/** The new edition is published and could not be stored: the reader decides. */
function announceUnstored({ reason, file } = {}) {
  notify(`A new edition of this handbook is published. It could not be stored on this device: ${why(reason, file)}. ` +
    "This page shows the earlier edition.", {
    "Read the new edition without storing it": async () => {
      await forget();
      location.reload();
    },
  });
}

function watch(registration) {
  if (registration.waiting && container.controller) announce(registration.waiting);
  if (registration.installing) follow(registration.installing);
  registration.addEventListener("updatefound", () => follow(registration.installing));
}

function follow(worker) {
  worker.addEventListener("statechange", () => {
    if (worker.state === "installed" && container.controller) announce(worker);
    if (worker.state === "redundant" && refusal?.type === "not-stored" && container.controller) announceUnstored(refusal);
    if (worker.state === "activated" && !container.controller) worker.postMessage({ type: "claim", edition: EDITION });
  });
}

// --- What the service worker says ---

function heard({ data }) {
  const { type, reason, file } = data;
  if (type === "stored") stored();
  if (type === "damaged") say("A damaged file was found in the stored copy and deleted; it is fetched anew.");
  if (type === "not-stored") {
    refusal = data;
    if (!container.controller) say(`Not stored for use without a network: ${why(reason, file)}.`);
  }
  if (type === "partly-stored") say(`Stored for use without a network, except for the calculators: ${why(reason, file)}.`);
}

function stored() {
  say("Stored for use without a network.");
}

// --- Connection and edition ---

/** Asks the server for its edition: no answer means offline, another answer means that ours is the earlier one. */
async function look(registration) {
  lookedAt = Date.now();
  let latest;
  try {
    const response = await fetch(new URL("edition.json", ROOT), { cache: "no-store" });
    latest = response.ok ? (await response.json()).edition : null;
  } catch (error) {
    if (error instanceof SyntaxError) latest = null;
    else return offline();
  }
  if (!latest) return say(`Whether ${EDITION} is the latest edition could not be found out: the site does not answer as it should.`);
  if (latest !== EDITION) await registration?.update().catch(() => announceUnstored({ reason: "no-connection" }));
  return undefined;
}

function offline() {
  const kept = container?.controller ? "You read the stored copy" : "Only this page can be read until there is a connection";
  notify(`Offline. ${kept}: edition ${EDITION}. Whether a newer edition exists is not known.`);
}

function watchConnection(registration) {
  addEventListener("offline", offline);
  addEventListener("online", () => {
    dismiss();
    look(registration);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() - lookedAt > HOUR_MS) look(registration);
  });
}

// --- Start ---

/** Pages that a new edition takes over load themselves anew, so that none goes on with files of two editions. */
function reloadWhenTaken() {
  let controlled = Boolean(container.controller);
  container.addEventListener("controllerchange", () => {
    if (controlled) location.reload();
    controlled = true;
  });
}

async function showState(worker) {
  const state = await ask(worker, "state").catch(() => null);
  if (!state || state.reason) return;
  if (state.files === state.of) stored();
  else worker.postMessage({ type: "complete" });
}

async function start() {
  if (!container) {
    watchConnection(null);
    return say(`Not stored for use without a network: ${why("no-worker")}.`);
  }
  reloadWhenTaken();
  container.addEventListener("message", heard);
  container.startMessages();
  takeOnReload().catch(() => {});
  await quiet();
  if (!isWanted() || (!container.controller && navigator.connection?.saveData)) {
    watchConnection(null);
    return say("Not stored for use without a network.");
  }
  const registration = await register().catch((error) => {
    say(`Not stored for use without a network: ${why(error.name === "TypeError" ? "no-connection" : "denied")}.`);
    return null;
  });
  watchConnection(registration);
  if (registration) watch(registration);
  if (registration?.active && !container.controller) registration.active.postMessage({ type: "claim", edition: EDITION });
  if (registration?.active) await showState(registration.active);
  if (container.controller) await look(registration);
  return undefined;
}

if (isFinished) start();
