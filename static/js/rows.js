// Editing row after row: one is open at a time, and saving it opens the next.

const list = document.querySelector(".rows-to-edit");
let then = "close"; // what the writer wants once the row is saved
let closing = false; // whether a row is being closed by its writer

list?.addEventListener("click", (event) => {
  const button = event.target.closest("[data-then]");
  if (button) then = button.dataset.then;
  closing = event.target.matches("[data-close-row]");
});

list?.addEventListener("keydown", (event) => {
  const editor = event.target.closest(".row-editor");
  if (!editor || event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) press(event, editor, '[data-then="next"]');
  else if (event.key === "s" && (event.ctrlKey || event.metaKey)) press(event, editor, '[data-then="close"]');
  else if (event.key === "Escape") press(event, editor, "[data-close-row]");
});

function press(event, editor, button) {
  event.preventDefault();
  editor.querySelector(button)?.click();
}

// Another row that is opened leaves one that was not changed.
list?.addEventListener("htmx:beforeRequest", (event) => {
  if (!event.target.matches("[data-edit-row]")) return;
  const open = list.querySelector(".row-editor");
  if (open && !open.editor?.dirty) open.querySelector("[data-close-row]")?.click();
});

list?.addEventListener("htmx:load", (event) => {
  const row = event.target;
  if (row.matches(".row-editor")) row.querySelector("textarea").focus();
});

document.addEventListener("row-saved", (event) => {
  const saved = document.getElementById(`row-${event.detail.row}-place`);
  const next = then === "next" && following(saved)?.querySelector("[data-edit-row]");
  if (next) next.click();
  else saved.querySelector("[data-edit-row]").focus();
});

// Closed without saving: go on from where one was.
list?.addEventListener("htmx:load", (event) => {
  const left = document.activeElement === document.body;
  if (left && closing && !event.target.matches(".row-editor")) event.target.querySelector("[data-edit-row]")?.focus();
  closing = false;
});

function following(row) {
  let next = row.nextElementSibling;
  while (next?.classList.contains("requirement--context")) next = next.nextElementSibling;
  return next;
}
