// In the menu of a narrow window the title of a part leads up to the whole, by a label that a click alone reaches.
document.querySelector("[data-menu]")?.addEventListener("click", () => {
  for (const title of document.querySelectorAll('.md-sidebar--primary label.md-nav__title:not([for="__drawer"])')) {
    const box = document.getElementById(title.htmlFor);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "md-nav__title hb-up";
    button.setAttribute("aria-label", `Up from ${title.textContent.trim()}`);
    button.append(...title.childNodes);
    button.addEventListener("click", () => box.click());
    title.replaceWith(button);
  }
});

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
