// Opens the search. The link leads to the list from A to Z where this script does not run, or what it needs does not come.

const link = document.querySelector("[data-search]");
let dialog = null;

/** Loads the dialog at the first sign that somebody will search. */
function prepared() {
  dialog ??= import("./dialog.mjs").then(({ createDialog }) => createDialog(link.href));
  dialog.then(
    (made) => made.prepare(),
    () => {
      dialog = null;
    },
  );
  return dialog;
}

function open() {
  prepared().then(
    (made) => made.open(),
    () => location.assign(link.href),
  );
}

if (link && "showModal" in HTMLDialogElement.prototype) {
  for (const intent of ["pointerenter", "focus", "touchstart"]) link.addEventListener(intent, prepared, { passive: true });
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
}
