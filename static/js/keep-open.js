// What was unfolded stays so when htmx puts a new part of the page in its place.

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
