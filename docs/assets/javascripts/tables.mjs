// Tables that a reader can sort and filter. Without this script they are complete, in the order of the page.

/** What a cell is compared by: its number where every cell of the column has one, else its words. */
function comparable(cell) {
  const text = cell.textContent.trim();
  const number = Number(/^-?[\d,]+(\.\d+)?/.exec(text)?.[0].replaceAll(",", "") ?? Number.NaN);
  return { text: text.toLowerCase(), number };
}

function sortBy(table, column, descending) {
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => ({ row, key: comparable(row.cells[column]) }));
  const numeric = keyed.some(({ key }) => !Number.isNaN(key.number));
  // What has no number stays behind what has one, whichever way the numbers run.
  const order = (one, other) => {
    if (!numeric) return one.key.text.localeCompare(other.key.text) * (descending ? -1 : 1);
    const [first, second] = [one.key.number, other.key.number];
    if (Number.isNaN(first) || Number.isNaN(second)) return Number.isNaN(first) - Number.isNaN(second);
    return (first - second) * (descending ? -1 : 1);
  };
  body.append(...keyed.sort(order).map(({ row }) => row));
}

/** Each head gets a button; `aria-sort` says how the table is sorted now. */
function makeSortable(table) {
  const heads = [...table.tHead.rows[0].cells];
  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "hb-sort";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const descending = head.getAttribute("aria-sort") === "ascending";
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      sortBy(table, column, descending);
    });
  });
}

/** The words to choose from in one column; a cell may hold several, apart by commas. */
function choices(table, column) {
  const cells = [...table.tBodies[0].rows].flatMap((row) => row.cells[column].textContent.split(","));
  return [...new Set(cells.map((text) => text.trim()).filter((text) => text && text !== "–"))].sort((one, other) => one.localeCompare(other));
}

function chooser(table, name, column, onChange) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  label.append(`${name} `, select);
  for (const word of ["", ...choices(table, column)]) select.add(new Option(word || "All", word));
  select.dataset.column = String(column);
  select.addEventListener("change", onChange);
  return { label, select };
}

/** A row of choices above the table, and how many rows they leave. */
function makeFilterable(table, names) {
  const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  const count = document.createElement("p");
  count.setAttribute("role", "status");
  const show = () => {
    for (const row of rows) {
      row.hidden = !selects.every(({ value, dataset }) =>
        !value || row.cells[Number(dataset.column)].textContent.split(",").some((text) => text.trim() === value));
    }
    const shown = rows.filter((row) => !row.hidden).length;
    count.textContent = `${shown} of ${rows.length} rows`;
  };
  const choosers = names.filter((name) => heads.includes(name)).map((name) => chooser(table, name, heads.indexOf(name), show));
  const selects = choosers.map(({ select }) => select);
  const bar = document.createElement("div");
  bar.className = "hb-filters";
  bar.append(...choosers.map(({ label }) => label), count);
  (table.closest(".table-scroll") ?? table).before(bar);
  show();
}

for (const table of document.querySelectorAll("table[data-sortable]")) {
  if (table.dataset.filters) makeFilterable(table, table.dataset.filters.split(","));
  makeSortable(table);
}
