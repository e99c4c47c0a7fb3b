// Small repairs of the theme for people who do not use a mouse.

// The navigation of a narrow window: the theme opens it by a click alone.
const drawer = document.getElementById("__drawer");
const opener = document.querySelector("[data-drawer-opener]");
if (drawer && opener) {
  opener.tabIndex = 0;
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-label", "Navigation");
  const show = () => {
    opener.setAttribute("aria-expanded", String(drawer.checked));
    if (drawer.checked) document.querySelector(".md-sidebar--primary a[href]")?.focus({ preventScroll: true });
  };
  const close = () => {
    drawer.checked = false;
    show();
    opener.focus();
  };
  drawer.addEventListener("change", show);
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    drawer.click();
  });
  addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && drawer.checked) close();
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
