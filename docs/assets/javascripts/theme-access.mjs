// Small repairs of the theme for people who do not use a mouse.

// The navigation of a narrow window: the theme opens it, and leads up from a part to the whole, by labels of hidden
// boxes, which a click alone reaches.
function asButton(label, name) {
  const box = document.getElementById(label.htmlFor);
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} hb-plain-button`;
  if (name) button.setAttribute("aria-label", name);
  button.append(...label.childNodes);
  button.addEventListener("click", () => box.click());
  label.replaceWith(button);
  return button;
}

const drawer = document.getElementById("__drawer");
const label = document.querySelector("[data-drawer-opener]");
if (drawer && label) {
  const opener = asButton(label, "Navigation");
  const side = document.querySelector(".md-sidebar--primary");
  const show = () => {
    opener.setAttribute("aria-expanded", String(drawer.checked));
    if (!drawer.checked) return;
    // In a wide window these are headings.
    for (const title of side.querySelectorAll('label.md-nav__title:not([for="__drawer"])')) {
      asButton(title, `Up from ${title.textContent.trim()}`);
    }
    const links = [...side.querySelectorAll("a[href]")];
    links.find((link) => link.checkVisibility({ visibilityProperty: true }))?.focus({ preventScroll: true });
  };
  drawer.addEventListener("change", show);
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !drawer.checked) return;
    drawer.checked = false;
    show();
    opener.focus();
  });
  show();
}

// Print what is folded away, and fold it again afterwards.
const opened = new Set();
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details:not([open])")) {
    details.open = true;
    opened.add(details);
  }
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
  opened.clear();
});
