"use strict";
// Sorting is an extra: without this script every row is there, sorted by readiness.
for (const note of document.querySelectorAll("[data-sorts]")) note.hidden = false;
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  const key = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.order || cell.textContent.trim();
    return /^\d+$/.test(text) ? Number(text) : text.toLowerCase();
  };
  [...table.tHead.rows[0].cells].forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const up = head.getAttribute("aria-sort") === "descending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", up ? "ascending" : "descending");
      const sign = up ? 1 : -1;
      const rows = [...body.rows];
      rows.sort((a, b) => {
        const one = key(a, column), other = key(b, column);
        return one < other ? -sign : one > other ? sign : 0;
      });
      body.append(...rows);
    });
  });
}
