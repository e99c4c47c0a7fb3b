// The source behind a citation number, shown beside it on hover or keyboard focus. Without this script, and on touch
// screens, the number is the link to the same entry of the list of sources. Criteria: WCAG 2.2, 1.4.13.

const MARGIN = 8;
const LEAVE_MS = 250;

const preview = document.createElement("div");
preview.id = "citation-preview";
preview.className = "hb-preview";
preview.setAttribute("role", "tooltip");
preview.hidden = true;
(document.querySelector("article") ?? document.body).append(preview);

let shown = null;
let leaving = 0;

/** The entry of the list of sources as text, and the place that this citation names. */
function fill(link) {
  const entry = document.querySelector(link.hash);
  const work = document.createElement("p");
  work.append(...entry.querySelector(".work").cloneNode(true).childNodes);
  const place = document.createElement("p");
  place.className = "hb-preview__place";
  place.textContent = link.dataset.place;
  preview.replaceChildren(work, place);
}

/** Below the number, or above where there is no room; never beyond the edge of the window. */
function put(link) {
  const number = link.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = preview;
  const right = document.documentElement.clientWidth - width - MARGIN;
  const below = number.bottom + height + MARGIN <= innerHeight;
  const left = Math.max(MARGIN, Math.min(number.left, right));
  const origin = preview.offsetParent.getBoundingClientRect();
  preview.style.setProperty("left", `${left - origin.left}px`);
  preview.style.setProperty("top", `${(below ? number.bottom : number.top - height) - origin.top}px`);
}

function show(link) {
  clearTimeout(leaving);
  if (shown === link) return;
  hide();
  shown = link;
  fill(link);
  preview.hidden = false;
  put(link);
  link.setAttribute("aria-describedby", preview.id);
}

function hide() {
  clearTimeout(leaving);
  shown?.removeAttribute("aria-describedby");
  shown = null;
  preview.hidden = true;
}

/** Waits, so that the pointer can reach the preview; stays while the number has the keyboard focus. */
function leave() {
  clearTimeout(leaving);
  leaving = setTimeout(() => {
    if (shown && !shown.matches(":focus-visible")) hide();
  }, LEAVE_MS);
}

for (const link of document.querySelectorAll("sup.citation a")) {
  // The browser's own tip would lie over the preview, and cannot be dismissed.
  link.dataset.place = link.title;
  link.removeAttribute("title");
  link.addEventListener("pointerenter", ({ pointerType }) => pointerType !== "touch" && show(link));
  link.addEventListener("pointerleave", leave);
  link.addEventListener("focus", () => link.matches(":focus-visible") && show(link));
  link.addEventListener("blur", () => shown === link && hide());
  link.addEventListener("click", hide);
}
preview.addEventListener("pointerenter", () => clearTimeout(leaving));
preview.addEventListener("pointerleave", leave);
addEventListener("keydown", ({ key }) => key === "Escape" && hide());
addEventListener("resize", hide);
