// What was unfolded stays so when htmx puts a new part of the page in its place.

// Where this runs, a change is read at once and needs no button.
document.documentElement.classList.add("reads-at-once");

let open = [];

document.body.addEventListener("htmx:beforeSwap", (event) => {
  open = [...event.detail.target.querySelectorAll("details[id]")].map((one) => [one.id, one.open]);
});

document.body.addEventListener("htmx:afterSwap", () => {
  for (const [id, isOpen] of open) {
    const found = document.getElementById(id);
    if (found) found.open = isOpen;
  }
});
