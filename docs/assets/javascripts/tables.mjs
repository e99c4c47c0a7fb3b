// Tables that a reader can sort and filter. Without this script they are complete, in the order of the page.

const BLANK = new Set(["", "–"]);
const words = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** What stands in a cell, without the numbers of its citations; a lost cell has what it must have held. */
function textOf(cell) {
  if (cell.dataset.value) return cell.dataset.value;
  const bare = cell.cloneNode(true);
  for (const citation of bare.querySelectorAll(".citation")) citation.remove();
  return bare.textContent.replace(/\s+/g, " ").trim();
}

/** The cells of a column as numbers, where each has one and all have the same unit; else null. */
function numbers(texts) {
  const parts = texts.filter((text) => !BLANK.has(text)).map((text) => /^(-?[\d,]+(?:\.\d+)?)(.*)$/.exec(text));
  const alike = parts.length > 0 && parts.every((part) => part && part[2] === parts[0][2]);
  return alike ? texts.map((text) => Number.parseFloat(text.replaceAll(",", ""))) : null;
}

/** The rows by one column; what is blank stays last, whichever way the others run. */
function sorted(rows, column, direction) {
  const texts = rows.map((row) => textOf(row.cells[column]));
  const keys = numbers(texts) ?? texts;
  const blank = (index) => BLANK.has(texts[index]);
  const order = (one, other) => {
    if (blank(one) || blank(other)) return blank(one) - blank(other);
    const way = typeof keys[one] === "number" ? keys[one] - keys[other] : words.compare(keys[one], keys[other]);
    return way * direction || one - other;
  };
  return rows.map((_, index) => index).sort(order).map((index) => rows[index]);
}

/** Each head gets a button: up, down, and the order of the page again. `aria-sort` says which. Returns the way back. */
function makeSortable(table, rows) {
  const heads = [...table.tHead.rows[0].cells];
  const put = (head, way) => {
    for (const one of heads) one.removeAttribute("aria-sort");
    if (way) head.setAttribute("aria-sort", way);
    const direction = way === "descending" ? -1 : 1;
    table.tBodies[0].append(...(way ? sorted(rows, heads.indexOf(head), direction) : rows));
  };
  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hb-sort";
    button.append(...head.childNodes);
    head.append(button);
    const next = { null: "ascending", ascending: "descending", descending: null };
    button.addEventListener("click", () => put(head, next[head.getAttribute("aria-sort")]));
  }
  return () => put(null, null);
}

/** The words of a cell that can be chosen; a cell may hold several, apart by commas. */
const wordsOf = (row, column) => textOf(row.cells[column]).split(",").map((word) => word.trim());

function chooser(rows, name, column, onChange) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.append(`${name} `, select);
  const choices = [...new Set(rows.flatMap((row) => wordsOf(row, column)))].filter((word) => !BLANK.has(word));
  for (const word of ["", ...choices.sort(words.compare)]) select.add(new Option(word || "All", word));
  select.addEventListener("change", onChange);
  return { label, select, column };
}

/** A row of choices above the table, how many rows they leave, and a button that takes them back. */
function makeFilterable(table, rows, names, unsort) {
  const heads = [...table.tHead.rows[0].cells].map(textOf);
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const show = () => {
    const chosen = choosers.filter(({ select }) => select.value);
    for (const row of rows) {
      row.hidden = !chosen.every(({ select, column }) => wordsOf(row, column).includes(select.value));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = shown ? `${shown} of ${rows.length} rows` : "No row fits all of these choices.";
  };
  const choosers = names.filter((name) => heads.includes(name)).map((name) => chooser(rows, name, heads.indexOf(name), show));
  const reset = document.createElement("button");
  reset.type = "button";
  reset.className = "hb-reset";
  reset.textContent = "Show all, in the first order";
  reset.addEventListener("click", () => {
    for (const { select } of choosers) select.value = "";
    unsort();
    show();
  });
  const bar = document.createElement("div");
  bar.className = "hb-filters";
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", `Filters: ${table.closest("[aria-label]").getAttribute("aria-label")}`);
  bar.append(...choosers.map(({ label }) => label), reset, count);
  (table.closest(".table-scroll") ?? table).before(bar);
  show();
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  const rows = [...table.tBodies[0].rows];
  const names = table.dataset.filters?.split(",") ?? [];
  const unsort = makeSortable(table, rows);
  if (names.length) makeFilterable(table, rows, names, unsort);
}
