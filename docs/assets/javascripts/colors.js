// Colors before the first paint: those that the reader chose, else those that the system asks for.
// A classic script at the top of the page: as a module it would run after the page was painted in the other colors.
{
  document.documentElement.classList.replace("no-js", "js");
  let chosen = null;
  try {
    chosen = localStorage.getItem("cml-handbook colors");
  } catch {
    // Storage may be denied; then the system decides on every page.
  }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.body.dataset.mdColorScheme = dark ? "slate" : "default";
}
