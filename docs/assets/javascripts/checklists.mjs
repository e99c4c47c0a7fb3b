// Lists to tick. Without this script they are lists; on paper each item has a box. Nothing is stored or sent.

/** A box before the words of an item; the citation stays outside the label, as it is a link. */
function box(item) {
  const words = item.querySelector(".checklist__words");
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = "checkbox";
  input.autocomplete = "off";
  words.before(label);
  label.append(input, " ", words);
  return input;
}

/** How many of each group are ticked, and what the last group with a tick points to. */
function summary(groups) {
  const counts = groups.map(({ list, inputs }) => ({ list, all: inputs.length, ticked: inputs.filter((one) => one.checked).length }));
  const pointing = counts.filter(({ list, ticked }) => ticked && list.dataset.pointsTo).at(-1);
  const words = counts.map(({ list, all, ticked }) => `${list.dataset.group}: ${ticked} of ${all}.`);
  return [...words, ...(pointing ? [`Points to ${pointing.list.dataset.pointsTo}.`] : [])].join(" ");
}

for (const section of document.querySelectorAll("[data-checklist]")) {
  const groups = [...section.querySelectorAll("[data-group]")].map((list) => ({ list, inputs: [...list.children].map(box) }));
  const status = document.createElement("p");
  status.className = "checklist__status";
  status.setAttribute("role", "status");
  section.append(status);
  section.classList.add("checklist--live");
  section.addEventListener("change", () => { status.textContent = summary(groups); });
}
