// The dots of a picture are one stop for the Tab key; arrow keys go to the nearest dot that way.
// Without this script each dot is a stop of its own: the table below the picture has the same.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

for (const figure of document.querySelectorAll("[data-picture]")) {
  const dots = [...figure.querySelectorAll("[data-dots] a")];
  const says = figure.querySelector("[data-says]");
  if (!dots.length) continue;

  const place = (dot) => {
    const circle = dot.querySelector("circle");
    return [Number(circle.getAttribute("cx")), Number(circle.getAttribute("cy"))];
  };
  const stopAt = (stop) => dots.forEach((dot) => dot.setAttribute("tabindex", dot === stop ? "0" : "-1"));
  const tell = (dot) => { says.textContent = dot ? dot.getAttribute("aria-label") : ""; };

  // Where a dot lies sideways of the way one wants to go, it counts as farther off.
  const nearest = (from, [right, down]) => {
    const [x, y] = place(from);
    let best = null;
    for (const dot of dots) {
      const [dx, dy] = [place(dot)[0] - x, place(dot)[1] - y];
      const ahead = dx * right + dy * down;
      const aside = Math.abs(dx * down) + Math.abs(dy * right);
      if (dot !== from && ahead > 0.5 && (!best || ahead + 2 * aside < best.far)) best = { dot, far: ahead + 2 * aside };
    }
    return best && best.dot;
  };

  stopAt(dots[0]);
  for (const dot of dots) {
    dot.addEventListener("focus", () => { stopAt(dot); tell(dot); });
    dot.addEventListener("blur", () => tell(null));
    dot.addEventListener("mouseenter", () => tell(dot));
    dot.addEventListener("mouseleave", () => tell(null));
    dot.addEventListener("keydown", (event) => {
      const direction = DIRECTIONS[event.key];
      const next = direction && nearest(dot, direction);
      if (direction) event.preventDefault();
      if (next) next.focus();
    });
  }
}
