"use strict";
// Sorting is an extra: without this script every row is there, sorted by readiness.
for (const note of document.querySelectorAll("[data-sorts]")) note.hidden = false;
// As people sort: 9 before 10, and É beside E. Words begin with A, numbers with the highest.
const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const key = (row, column) => row.cells[column].dataset.order || row.cells[column].textContent.trim();
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const rows = [...body.rows];
      const before = head.getAttribute("aria-sort");
      const up = before ? before === "descending" : !rows.every((row) => /^\d/.test(key(row, column)));
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const sign = up ? 1 : -1;
      rows.sort((a, b) => sign * order.compare(key(a, column), key(b, column)));
      body.append(...rows);
    });
  });
}
