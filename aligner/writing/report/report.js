(() => {
  "use strict";

  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  const form = one("#filters");
  const position = one("#position");
  const rows = all(".row").map((element) => ({ element, number: Number(element.dataset.number), shown: 0 }));
  const marks = all("main mark");
  const findings = all(".finding").map((element) => ({
    element,
    ...element.dataset,
    number: Number(element.dataset.number),
    sign: one(".sign", element).textContent,
    marks: [],
    visible: true,
  }));
  const findingOf = new Map(findings.map((finding) => [finding.element.id, finding]));
  const idsOf = (mark, name) => mark.dataset[name].split(" ").filter(Boolean).map((id) => findingOf.get(id));
  for (const mark of marks) for (const finding of idsOf(mark, "ids")) finding.marks.push(mark);

  let chosen = null;

  // Filters

  function wanted() {
    const data = new FormData(form);
    const section = form.elements.section.selectedOptions[0].dataset;
    return {
      kinds: new Set(data.getAll("kind")),
      severities: new Set(data.getAll("severity")),
      class: data.get("class"),
      first: Number(section.first ?? 1),
      last: Number(section.end ?? Infinity),
      lines: data.get("lines"),
    };
  }

  function filter() {
    const want = wanted();
    for (const row of rows) row.shown = 0;
    for (const finding of findings) {
      finding.visible =
        want.kinds.has(finding.kind) &&
        want.severities.has(finding.severity) &&
        (!want.class || want.class === finding.class) &&
        want.first <= finding.number &&
        finding.number <= want.last;
      finding.element.parentElement.hidden = !finding.visible;
      if (finding.visible) rows[finding.number - 1].shown += 1;
    }
    marks.forEach(paint);
    const fits = {
      "": () => true,
      marked: (row) => row.shown > 0 || one("mark[data-kind]", row.element) !== null,
      null: (row) => row.element.classList.contains("null"),
      doubtful: (row) => row.element.classList.contains("doubtful"),
    }[want.lines];
    let lines = 0;
    for (const row of rows) {
      const shown = want.first <= row.number && row.number <= want.last && fits(row);
      row.element.hidden = !shown;
      lines += shown;
    }
    one("#nothing").hidden = lines > 0 || rows.length === 0;
    one("#none").hidden = findings.length === 0 || findings.some((finding) => finding.visible);
    for (const select of all("select", form)) select.classList.toggle("set", select.value !== "");
    one("#reset").hidden = form.elements.length === 0 || isUntouched();
    draw();
    if (chosen && !chosen.visible) letGo();
    tell();
  }

  function isUntouched() {
    const boxes = all('input[type="checkbox"][name]', form);
    return boxes.every((box) => box.checked) && all("select", form).every((select) => select.value === "");
  }

  // A mark shows the gravest of its divergences that no filter hides, and the signs of those that end with it.
  function paint(mark) {
    const shown = idsOf(mark, "ids").filter((finding) => finding.visible);
    const ends = idsOf(mark, "ends").filter((finding) => finding.visible);
    set(mark, "kind", shown[0]?.kind);
    set(mark, "severity", shown[0]?.severity);
    set(mark, "signs", ends.map((finding) => finding.sign).join(""));
  }

  function set(element, name, value) {
    if (value) element.dataset[name] = value;
    else delete element.dataset[name];
  }

  function draw() {
    const top = Number(one(".plot .top").textContent);
    for (const column of all(".plot svg a")) {
      const [first, last] = [Number(column.dataset.first), Number(column.dataset.last)];
      const inside = findings.filter((f) => f.visible && first <= f.number && f.number <= last);
      const majors = inside.filter((finding) => finding.severity === "major").length;
      const heights = { major: (100 * majors) / top, minor: (100 * (inside.length - majors)) / top };
      let y = 100;
      for (const [severity, height] of Object.entries(heights)) {
        const bar = one(`.${severity}`, column);
        y -= height;
        bar.setAttribute("y", y);
        bar.setAttribute("height", height);
      }
    }
  }

  function tell() {
    const visible = findings.filter((finding) => finding.visible);
    const place = visible.indexOf(chosen);
    position.textContent = place < 0 ? `${visible.length} of ${findings.length}` : `${place + 1} / ${visible.length}`;
  }

  // Choosing a divergence

  function choose(finding) {
    letGo();
    chosen = finding;
    const row = document.getElementById(finding.row);
    row.hidden = false;
    row.classList.add("chosen");
    for (const mark of finding.marks) mark.classList.add("chosen");
    if (finding.clause !== "0") light(row, finding.clause);
    finding.element.open = true;
    document.body.classList.add("choosing");
    history.replaceState(null, "", `#${finding.element.id}`);
    tell();
    reveal(row, finding.marks);
    one("summary", finding.element).focus({ preventScroll: true });
    finding.element.scrollIntoView({ block: "nearest" });
  }

  function letGo() {
    if (!chosen) return;
    chosen.element.open = false;
    for (const element of all(".chosen")) element.classList.remove("chosen");
    document.body.classList.remove("choosing");
    history.replaceState(null, "", " ");
    dim();
    chosen = null;
    tell();
  }

  // Both places come into view: centred if they fit, else the upper one at the top. Rows that were never shown have
  // only an estimated height, so the place is found a second time once they have been.
  function reveal(row, places) {
    const targets = () => [...places, ...all(".clause.lit", row)];
    const go = () => {
      const boxes = (targets().length ? targets() : [row]).map((element) => element.getBoundingClientRect());
      const top = Math.min(...boxes.map((box) => box.top));
      const bottom = Math.max(...boxes.map((box) => box.bottom));
      const above = form.getBoundingClientRect().height + 16;
      const aside = one("aside");
      const covered = getComputedStyle(aside).position === "fixed" ? aside.getBoundingClientRect().height : 0;
      const room = window.innerHeight - above - covered;
      if (top >= above && bottom <= above + room) return;
      window.scrollBy(0, bottom - top < room ? top - above - (room - (bottom - top)) / 2 : top - above);
    };
    go();
    requestAnimationFrame(() => requestAnimationFrame(go));
  }

  function step(by) {
    const visible = findings.filter((finding) => finding.visible);
    if (!visible.length) return;
    let place = visible.indexOf(chosen);
    if (place < 0) {
      const reading = rows.find((row) => row.element.getBoundingClientRect().bottom > form.offsetHeight);
      const next = visible.findIndex((finding) => finding.number >= (reading?.number ?? 1));
      place = by > 0 ? (next < 0 ? 0 : next) - 1 : next < 0 ? visible.length : next;
    }
    choose(visible[(place + by + visible.length) % visible.length]);
  }

  // Clause links

  let lit = [];

  function light(row, clause) {
    dim();
    lit = all(`.clause[data-clause="${clause}"]`, row);
    for (const element of lit) element.classList.add("lit");
  }

  function dim() {
    for (const element of lit) element.classList.remove("lit");
    lit = [];
  }

  // Without a pointer on a clause, the focused one's link is shown, or else the chosen divergence's.
  function rest() {
    const focused = document.activeElement?.closest(".clause");
    if (focused) light(focused.closest(".row"), focused.dataset.clause);
    else if (chosen && chosen.clause !== "0") light(document.getElementById(chosen.row), chosen.clause);
    else dim();
  }

  const texts = one("#texts");
  texts.addEventListener("pointerover", (event) => {
    const clause = event.target.closest(".clause");
    if (clause) light(clause.closest(".row"), clause.dataset.clause);
    else rest();
  });
  texts.addEventListener("pointerleave", rest);
  texts.addEventListener("focusin", (event) => {
    const clause = event.target.closest(".clause");
    if (!clause) return;
    for (const other of all(".clause[tabindex='0']", texts)) other.tabIndex = -1;
    clause.tabIndex = 0;
    light(clause.closest(".row"), clause.dataset.clause);
  });
  texts.addEventListener("focusout", () => setTimeout(rest));
  texts.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-kind]");
    if (!mark || String(getSelection())) return;
    const here = idsOf(mark, "ids").filter((finding) => finding.visible);
    choose(here[(here.indexOf(chosen) + 1) % here.length]);
  });
  one(".clause", texts)?.setAttribute("tabindex", "0");

  function visit(clause) {
    if (!clause) return;
    clause.tabIndex = -1;
    clause.focus();
    clause.scrollIntoView({ block: "nearest" });
  }

  function beside(clause, by) {
    const side = clause.closest(".side").lang;
    const line = all(`.row:not([hidden]) .side:lang(${side}) .clause`, texts);
    return line[line.indexOf(clause) + by];
  }

  function counterpart(clause) {
    const side = clause.closest(".side");
    return all(`.clause[data-clause="${clause.dataset.clause}"]`, side.parentElement).find(
      (other) => other.closest(".side") !== side,
    );
  }

  // Keys and buttons

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("select, input:not([type='checkbox'])")) return;
    const clause = event.target.closest(".clause");
    const letters = one("#letters").checked;
    const actions = {
      n: letters && (() => step(1)),
      p: letters && (() => step(-1)),
      Escape: () => letGo(),
      ArrowRight: clause && (() => visit(beside(clause, 1))),
      ArrowLeft: clause && (() => visit(beside(clause, -1))),
      Enter: clause && (() => enter(clause)),
    };
    const action = actions[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  function enter(clause) {
    const mark = one("mark[data-kind]", clause);
    if (mark) choose(idsOf(mark, "ids").find((finding) => finding.visible));
    else visit(counterpart(clause));
  }

  for (const finding of findings) {
    one("summary", finding.element).addEventListener("click", (event) => {
      event.preventDefault();
      if (chosen === finding) letGo();
      else choose(finding);
    });
  }
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  one("#close").addEventListener("click", letGo);
  form.addEventListener("change", (event) => event.target.name && filter());
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  // The section being read is marked among the sections.

  const links = all("nav a");
  const starts = links.map((link) => Number(document.getElementById(link.hash.slice(1)).dataset.number));
  let waiting = false;
  function mark() {
    waiting = false;
    const line = form.offsetHeight + 40;
    const reading = rows.find((row) => !row.element.hidden && row.element.getBoundingClientRect().bottom > line);
    const here = starts.findLastIndex((start) => start <= (reading?.number ?? 0));
    links.forEach((link, index) => link.classList.toggle("here", index === here));
    const nav = one("nav");
    if (here >= 0) nav.scrollTop = links[here].offsetTop - nav.clientHeight / 2;
  }
  document.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  }, { passive: true });

  // On paper everything is open.

  const closed = [];
  addEventListener("beforeprint", () => {
    for (const details of all("details:not([open], .keys)")) {
      details.open = true;
      closed.push(details);
    }
  });
  addEventListener("afterprint", () => {
    for (const details of closed.splice(0)) details.open = false;
  });

  // The bar of filters takes one line or more, and what sticks below it has to know.
  new ResizeObserver(() => document.documentElement.style.setProperty("--bar", `${form.offsetHeight}px`)).observe(form);

  one(".contents").open = matchMedia("(min-width: 78rem)").matches;
  mark();
  const linked = findingOf.get(location.hash.slice(1));
  if (linked) choose(linked);
})();
