// What a reader is told about the stored copy: one line at the foot of the page, and one notice at a time.

const WHY = {
  "no-connection": () => "the connection broke off or is too slow",
  missing: (file) => `the server does not have the file ${file}`,
  "web-page": (file) => `a web page came in place of the file ${file}; a network login or a proxy may be in between`,
  "other-edition": (file) => `the file ${file} came otherwise than this edition has it; a newer edition may be on its way`,
  full: () => "the storage that this browser allows is full",
  denied: () => "this browser does not allow it, as in some private windows",
  "no-worker": () => "this browser does not know how, or the address of this page does not begin with https",
};

export function why(reason, file) {
  return (WHY[reason] ?? WHY.denied)(file);
}

/** The line at the foot of the page. */
export function say(words) {
  const place = document.querySelector("[data-offline-state]");
  if (place && place.textContent !== words) place.textContent = words;
}

let box = null;

/** Shows a notice, announced once and politely, in the place of an earlier one. `actions` maps labels to functions. */
export function notify(words, actions = {}) {
  if (!box) {
    box = document.createElement("aside");
    box.className = "hb-notice";
    box.setAttribute("role", "status");
    box.setAttribute("aria-label", "Edition and connection");
    document.body.append(box);
  }
  const text = document.createElement("p");
  text.textContent = words;
  const buttons = Object.entries({ ...actions, Dismiss: dismiss }).map(([label, action]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", action);
    return button;
  });
  box.hidden = false;
  // A region that comes with its words is not announced; words that come into a region are.
  box.replaceChildren();
  setTimeout(() => box.replaceChildren(text, ...buttons), 100);
}

export function dismiss() {
  if (!box) return;
  box.hidden = true;
  box.replaceChildren();
}
