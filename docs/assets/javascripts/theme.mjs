// What the theme's markup needs of a script: colors, the menu on narrow screens, the section that is being read.

const KEY = "cml-handbook colors";
const SCHEMES = { dark: "slate", light: "default" };
const WIDE = matchMedia("(min-width: 76.25em)");

/** The button that changes the colors; the choice is kept, and nothing is kept before there is one. */
function colors() {
  const button = document.querySelector("[data-colors]");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = (name) => {
    document.body.dataset.mdColorScheme = SCHEMES[name];
    button.setAttribute("aria-label", name === "dark" ? "Switch to light colors" : "Switch to dark colors");
  };
  const shown = () => (document.body.dataset.mdColorScheme === SCHEMES.dark ? "dark" : "light");
  const kept = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  show(shown());
  button.addEventListener("click", () => {
    const name = shown() === "dark" ? "light" : "dark";
    show(name);
    try {
      localStorage.setItem(KEY, name);
    } catch {
      // The choice then holds for this page.
    }
  });
  system.addEventListener("change", () => {
    if (!kept()) show(system.matches ? "dark" : "light");
  });
}

/** The menu of narrow screens: the theme's checkbox, moved by a button that the keyboard reaches. */
function menu() {
  const toggle = document.getElementById("__drawer");
  const button = document.querySelector("[data-menu]");
  const sidebar = document.querySelector(".md-sidebar--primary");
  if (!sidebar) return;
  const show = () => {
    button.setAttribute("aria-expanded", `${toggle.checked}`);
    sidebar.inert = !WIDE.matches && !toggle.checked;
  };
  const set = (open) => {
    toggle.checked = open;
    show();
    const links = [...sidebar.querySelectorAll("a[href]")].filter((link) => link.checkVisibility({ visibilityProperty: true }));
    if (open) (links.find((link) => link.matches(".md-nav__link--active")) ?? links[0])?.focus();
    else button.focus();
  };
  button.addEventListener("click", () => set(!toggle.checked));
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && toggle.checked) set(false);
  });
  toggle.addEventListener("change", show);
  WIDE.addEventListener("change", show);
  sidebar.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || !link.hash || link.pathname !== location.pathname) return;
    toggle.checked = false;
    show();
  });
  show();
}

/** Labels in the navigation open and close its parts; the keyboard reaches them, too. */
function foldingLabels() {
  document.querySelector(".md-nav--primary")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("label[tabindex]")) return;
    event.preventDefault();
    event.target.click();
  });
}

/** Marks the section that is being read in the table of contents, and shows the place of the page in the navigation. */
function whereWeAre() {
  const current = document.querySelector(".md-sidebar--primary a.md-nav__link--active");
  const wrap = current?.closest(".md-sidebar__scrollwrap");
  if (wrap && WIDE.matches) wrap.scrollTop = Math.max(0, current.offsetTop - wrap.clientHeight / 2);
  const links = [...document.querySelectorAll(".md-sidebar--secondary .md-nav__link[href^='#']")];
  const byHeading = new Map();
  for (const link of links) {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (heading) byHeading.set(heading, link);
  }
  const above = new Set();
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) above[isIntersecting ? "add" : "delete"](target);
    const read = [...byHeading.keys()].filter((heading) => above.has(heading)).at(-1);
    for (const [heading, link] of byHeading) link.classList.toggle("md-nav__link--active", heading === read);
  }, { rootMargin: "1000000px 0px -75% 0px" });
  for (const heading of byHeading.keys()) watch.observe(heading);
}

/** What an address leads to is shown, also where it is folded away. */
function unfold() {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = target && target.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  target.scrollIntoView();
}

/** Code that is wider than its place is scrolled with the keyboard. */
function wideCode() {
  for (const code of document.querySelectorAll("pre > code")) {
    if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    else code.removeAttribute("tabindex");
  }
}

colors();
menu();
foldingLabels();
whereWeAre();
unfold();
wideCode();
addEventListener("hashchange", unfold);
addEventListener("resize", wideCode);
