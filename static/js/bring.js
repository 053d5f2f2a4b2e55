// A file can be dropped, or a file or cells pasted, anywhere on the page. Without this the fields do the same.

const form = document.querySelector("[data-bring]");
const drop = form.querySelector("[data-drop]");
const file = form.querySelector("input[type=file]");
const text = form.querySelector("textarea");

form.querySelector("[data-drop-hint]").hidden = false;

function take(files) {
  if (!files.length) return false;
  const one = new DataTransfer();
  one.items.add(files[0]);
  file.files = one.files;
  file.focus();
  return true;
}

const hasFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

document.addEventListener("dragover", (event) => {
  if (!hasFiles(event)) return;
  event.preventDefault();
  drop.classList.add("drop--over");
});

document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("drop--over");
});

document.addEventListener("drop", (event) => {
  drop.classList.remove("drop--over");
  if (hasFiles(event) && take(event.dataTransfer.files)) event.preventDefault();
});

// Cells from Excel come as text and as a picture of it: the text is what counts.
document.addEventListener("paste", (event) => {
  const said = event.clipboardData.getData("text/plain");
  if (!said) {
    if (take(event.clipboardData.files)) event.preventDefault();
  } else if (!event.target.closest("textarea, input")) {
    text.value += said;
    text.focus();
    event.preventDefault();
  }
});
