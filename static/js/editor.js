// The editor of a requirement. What is typed is judged by the site and its marks, scores, checklist and
// questions follow; answers become changes to accept; drafts save themselves. The page works without this.

const PREVIEW_AFTER = 200; // milliseconds after the last key
const SAVE_AFTER = 1500;
const SAY_AFTER = 1500; // what is read out waits until the writer does
const RETRY_AFTER = 5000;
const BLANK = /\[[^[\]\n]*_{3,}\]/g;

class Editor {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.text = root.querySelector("[name=text]");
    this.overlay = root.querySelector("[data-overlay]");
    this.revision = root.querySelector("[name=revision]");
    this.status = root.querySelector("[data-status]");
    this.autosaves = "autosave" in root.dataset && !root.querySelector("[data-conflict-panel]");
    this.shown = this.text.defaultValue;
    this.marks = this.#told();
    this.kept = this.#wording();
    this.saving = Promise.resolve(true);
    document.documentElement.classList.add("scripted");
    this.#draw();
    this.#listen();
    if (this.text.value !== this.text.defaultValue) this.#changed();
  }

  #listen() {
    this.root.addEventListener("input", (event) => this.#typed(event.target));
    this.root.addEventListener("change", (event) => this.#typed(event.target));
    this.root.addEventListener("click", (event) => this.#clicked(event));
    this.root.addEventListener("pointerdown", () => this.#pressed());
    this.text.addEventListener("keydown", (event) => this.#key(event));
    for (const moved of ["keyup", "click", "focus"]) this.text.addEventListener(moved, () => this.#point());
    this.form.addEventListener("submit", (event) => this.#submitted(event));
    document.addEventListener("submit", (event) => this.#saveBefore(event), true);
    document.addEventListener("visibilitychange", () => document.hidden && this.autosaves && this.save(true));
    window.addEventListener("pagehide", () => this.autosaves && this.save(true));
    window.addEventListener("beforeunload", (event) => {
      if (this.root.isConnected && !this.autosaves && this.dirty) event.preventDefault();
    });
  }

  // What is written

  #fields() {
    return [...this.form.elements].filter((field) => field.name && !/^(csrf|revision|do|answer-)/.test(field.name));
  }

  #wording() {
    const value = (field) => (field.type === "checkbox" ? field.checked : field.value);
    return JSON.stringify(this.#fields().map((field) => [field.name, value(field)]));
  }

  get dirty() {
    return this.#wording() !== this.kept;
  }

  #typed(field) {
    if (field.name?.startsWith("answer-")) {
      field.closest(".reply").classList.toggle("reply--filled", field.value.trim() !== "");
    } else if (this.#fields().includes(field)) {
      this.#changed();
    }
  }

  #changed() {
    this.#shift();
    this.#draw();
    clearTimeout(this.previewing);
    this.previewing = setTimeout(() => this.preview(), PREVIEW_AFTER);
    if (!this.dirty) return;
    this.#say(this.root.dataset.unsaved);
    clearTimeout(this.waiting);
    if (this.autosaves) this.waiting = setTimeout(() => this.save(), SAVE_AFTER);
  }

  // Replaces the whole text as one step that the browser can undo.
  #replace(text) {
    this.text.focus();
    this.text.select();
    if (!document.execCommand("insertText", false, text)) {
      this.text.value = text;
      this.#changed();
    }
  }

  // What the site thinks of it

  async preview() {
    this.asked?.abort();
    this.asked = new AbortController();
    const [text, body] = [this.text.value, new FormData(this.form)];
    try {
      const answer = await fetch(this.root.dataset.previewUrl, { method: "POST", body, signal: this.asked.signal });
      const page = parsed(await answer.text());
      await this.pressing;
      if (answer.ok && this.text.value === text) this.#show(page);
    } catch {
      // Aborted by the next key, or the site does not answer: saving says so.
    }
  }

  // A button that is replaced between press and release is never clicked.
  #pressed() {
    this.pressing = new Promise((clicked) => {
      for (const over of ["pointerup", "pointercancel"]) {
        window.addEventListener(over, () => setTimeout(clicked), { once: true });
      }
    });
  }

  #show(page) {
    for (const region of page.querySelectorAll("[data-live]")) {
      const old = this.root.querySelector(`[data-live="${region.dataset.live}"]`);
      if (!old) continue;
      if (region.dataset.live === "questions") this.#keepAnswers(old, region);
      for (const fold of region.querySelectorAll("[data-fold]")) {
        fold.open = old.querySelector(`[data-fold="${fold.dataset.fold}"]`)?.open ?? false;
      }
      if (old.outerHTML !== region.outerHTML) old.replaceWith(region);
      window.htmx?.process(region);
    }
    this.shown = this.text.value;
    this.marks = this.#told();
    this.#draw();
    clearTimeout(this.saying);
    this.saying = setTimeout(() => this.#announce(), SAY_AFTER);
  }

  // A question that somebody is answering stays as it is, and where it is.
  #keepAnswers(old, fresh) {
    for (const asked of old.querySelectorAll("[data-element]")) {
      const busy = asked.querySelector("textarea").value || asked.contains(document.activeElement);
      if (!busy) continue;
      const same = fresh.querySelector(`[data-element="${asked.dataset.element}"]`);
      const list = fresh.querySelector(".questions");
      if (same) same.replaceWith(asked);
      else if (list) list.append(asked);
      else fresh.prepend(asked);
    }
  }

  #told() {
    const scores = this.root.querySelector('[data-live="scores"]');
    return JSON.parse(scores?.dataset.marks || "[]").map(([start, end, number, effect]) => ({ start, end, number, effect }));
  }

  #announce() {
    const says = this.root.querySelector('[data-live="scores"]')?.dataset.says;
    const reader = this.root.querySelector("[data-announce]");
    if (reader && reader.textContent !== says) reader.textContent = says;
  }

  // The marks behind the text

  // Until the site has answered, marks stay on the words that did not change.
  #shift() {
    const [before, after] = [this.shown, this.text.value];
    let head = 0;
    while (head < Math.min(before.length, after.length) && before[head] === after[head]) head++;
    let tail = 0;
    const most = Math.min(before.length, after.length) - head;
    while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
    const moved = after.length - before.length;
    this.marks = this.marks
      .filter((mark) => mark.end <= head || mark.start >= before.length - tail)
      .map((mark) => (mark.end <= head ? mark : { ...mark, start: mark.start + moved, end: mark.end + moved }));
    this.shown = after;
  }

  #draw() {
    if (!this.overlay) return;
    const text = this.text.value;
    const blanks = [...text.matchAll(BLANK)].map((blank) => ({ start: blank.index, end: blank.index + blank[0].length, blank: true }));
    const free = this.marks.filter((mark) => !blanks.some((blank) => mark.start < blank.end && blank.start < mark.end));
    const pieces = [];
    let at = 0;
    let last = 0;
    for (const mark of [...free, ...blanks].sort((one, other) => one.start - other.start)) {
      pieces.push(text.slice(at, mark.start), marked(text.slice(mark.start, mark.end), mark, mark.number !== last));
      [at, last] = [mark.end, mark.number ?? last];
    }
    // The space at the end gives a last empty line its height.
    this.overlay.replaceChildren(...pieces, text.slice(at), "\u200b");
    this.#countBlanks(blanks.length);
  }

  #countBlanks(number) {
    const place = this.root.querySelector("[data-blanks-left]");
    if (!place) return;
    place.hidden = number === 0;
    const { blankOne, blanks } = this.root.dataset;
    place.textContent = number === 1 ? blankOne : `${number} ${blanks}`;
  }

  // Keys and buttons

  #key(event) {
    if (event.key === "Tab" && !event.ctrlKey && !event.altKey && !event.metaKey && this.inBlanks) {
      if (this.#nextBlank(event.shiftKey)) event.preventDefault();
      else this.inBlanks = false;
    } else if (event.key === "Escape" && this.inBlanks) {
      this.inBlanks = false;
      event.stopPropagation();
    }
  }

  #nextBlank(backwards = false) {
    const { selectionStart, selectionEnd } = this.text;
    const blanks = [...this.text.value.matchAll(BLANK)];
    const next = backwards
      ? blanks.filter((blank) => blank.index + blank[0].length <= selectionStart).at(-1)
      : blanks.find((blank) => blank.index >= selectionEnd);
    if (!next) return false;
    this.text.setSelectionRange(next.index, next.index + next[0].length);
    return true;
  }

  #clicked(event) {
    const on = (selector) => event.target.closest(selector);
    if (on("[data-propose]")) this.#propose(event, on("[data-propose]"));
    else if (on("[data-propose-blanks]")) this.#takeBlanks(event);
    else if (on("[data-accept]")) this.#accept(on(".proposal"));
    else if (on("[data-reject]")) this.#reject(on(".proposal"));
    else if (on("[data-mark]")) this.#select(event, Number(on("[data-mark]").dataset.mark));
  }

  async #propose(event, button) {
    event.preventDefault();
    const body = new FormData(this.form);
    body.set("do", button.value);
    const place = button.closest("li").querySelector("[data-proposal]");
    try {
      const answer = await fetch(this.root.dataset.proposeUrl, { method: "POST", body });
      if (!answer.ok) throw new Error(answer.statusText);
      place.replaceChildren(parsed(await answer.text()).querySelector(".proposal"));
      place.firstElementChild.focus();
    } catch {
      this.#say(this.root.dataset.offline, true);
    }
  }

  #accept(proposal) {
    const question = proposal.closest("[data-element]");
    const text = proposal.dataset.proposed;
    question.querySelector("textarea").value = "";
    proposal.remove();
    this.#replace(text);
    document.getElementById("questions-title")?.focus();
  }

  #reject(proposal) {
    const question = proposal.closest("[data-element]");
    proposal.remove();
    question.querySelector("textarea").focus();
  }

  #takeBlanks(event) {
    event.preventDefault();
    this.#replace(this.root.querySelector("[data-scaffold]").dataset.scaffold);
    this.inBlanks = true;
    this.text.setSelectionRange(0, 0);
    this.#nextBlank();
  }

  #select(event, number) {
    const mark = this.marks.find((each) => each.number === number);
    if (!mark) return;
    event.preventDefault();
    this.text.focus();
    this.text.setSelectionRange(mark.start, mark.end);
  }

  // What the mark under the caret says stands out in the list beside the text.
  #point() {
    const at = this.text.selectionStart;
    const here = this.marks.find((mark) => mark.start <= at && at <= mark.end)?.number;
    for (const finding of this.root.querySelectorAll(".finding[id]")) {
      finding.classList.toggle("finding--here", finding.id === `finding-${here}`);
    }
  }

  // Saving

  #submitted(event) {
    if (event.submitter?.value !== "save" || !this.root.hasAttribute("data-autosave")) return;
    event.preventDefault();
    this.save();
  }

  // Another form on the page, such as a dismissal, is about the text as it stands here.
  async #saveBefore(event) {
    if (event.target === this.form || !this.dirty || !this.autosaves) return;
    event.preventDefault();
    event.stopPropagation();
    if (await this.save()) event.target.requestSubmit(event.submitter);
  }

  save(leaving = false) {
    clearTimeout(this.waiting);
    this.saving = this.saving.then(() => this.#save(leaving));
    return this.saving;
  }

  async #save(leaving) {
    const conflict = this.root.querySelector("[data-conflict-panel]");
    if (!this.dirty && !conflict) return true;
    this.#renewToken();
    const [wording, body] = [this.#wording(), new FormData(this.form)];
    this.#say(this.root.dataset.saving);
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, keepalive: leaving, headers: { Accept: "application/json" } });
      if (answer.redirected || answer.status === 403) return this.#signedOut();
      if (!answer.ok) throw new Error(answer.statusText);
      const told = await answer.json();
      this.#say(told.said, !told.saved);
      if (told.revision) this.revision.value = told.revision;
      if (told.saved) this.#saved(wording, conflict);
      else this.#notSaved(told);
      return told.saved;
    } catch {
      this.#say(this.root.dataset.offline, true);
      if (!leaving) this.waiting = setTimeout(() => this.save(), RETRY_AFTER);
      return false;
    }
  }

  // Whoever signs in again in another tab goes on here with what stands in the fields.
  #signedOut() {
    this.#say(this.root.dataset.signedOut, true);
    this.waiting = setTimeout(() => this.save(), RETRY_AFTER);
    return false;
  }

  #renewToken() {
    const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
    if (token) this.form.elements.csrfmiddlewaretoken.value = token;
  }

  #saved(wording, conflict) {
    this.kept = wording;
    this.autosaves = "autosave" in this.root.dataset;
    conflict?.remove();
    if (this.dirty) this.#changed();
  }

  // After a conflict nothing is saved before the writer has looked at both wordings and says so.
  #notSaved(told) {
    if (!told.html) return;
    this.autosaves = false;
    const place = this.root.querySelector("[data-conflict]");
    place.replaceChildren(...parsed(told.html).body.children);
    place.firstElementChild.focus();
  }

  #say(words, wrong = false) {
    if (!this.status) return;
    this.status.classList.toggle("is-wrong", wrong);
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

function parsed(html) {
  return new DOMParser().parseFromString(html, "text/html");
}

function marked(text, { number, effect, blank }, first) {
  const piece = document.createElement("mark");
  piece.className = blank ? "mark blank" : `mark mark--${effect}`;
  if (number && first) piece.dataset.number = number;
  piece.textContent = text;
  return piece;
}

function start(within) {
  for (const root of within.querySelectorAll("[data-editor]")) root.editor ??= new Editor(root);
}

start(document);
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? document));
