// What a page can do beyond being read. Nothing here makes text: it sorts, hides, opens and moves to what is there.
"use strict";
(() => {
  const page = document.documentElement;
  const kept = {
    get(name) { try { return localStorage.getItem("dedupe-" + name); } catch { return null; } },
    set(name, value) { try { localStorage.setItem("dedupe-" + name, value); } catch { /* kept for this page only */ } },
  };
  page.classList.add("js");
  if (kept.get("theme")) page.dataset.theme = kept.get("theme");

  const isDark = () => page.dataset.theme
    ? page.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;

  function theme() {
    document.getElementById("theme").addEventListener("click", () => {
      page.dataset.theme = isDark() ? "light" : "dark";
      kept.set("theme", page.dataset.theme);
    });
  }

  // ------------------------------------------------------------ reading

  function openAround(target) {
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  }

  function arrive() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target) { openAround(target); target.scrollIntoView({ block: "center" }); }
  }

  function step(stops, forward) {
    if (!stops.length) return;
    const at = stops.indexOf(document.activeElement);
    const middle = innerHeight / 2;
    const ahead = stops.findIndex((one) => one.getBoundingClientRect().top > (forward ? middle : 0));
    let next = at + (forward ? 1 : -1);
    if (at < 0) next = forward ? (ahead < 0 ? stops.length - 1 : ahead) : (ahead < 0 ? stops.length : ahead) - 1;
    const target = stops[Math.min(Math.max(next, 0), stops.length - 1)];
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "center" });
    if (target.id) history.replaceState(null, "", "#" + target.id);
  }

  function keys() {
    const compares = document.body.classList.contains("comparison");
    const stops = [...document.querySelectorAll(compares ? ".hunk" : ".version")];
    const acts = {
      j: () => step(stops, true), n: () => step(stops, true),
      k: () => step(stops, false), p: () => step(stops, false),
      s: () => { const boxes = [...document.getElementsByName("view")]; boxes.find((box) => !box.checked)?.click(); },
      u: () => document.getElementById("unfold")?.click(),
    };
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=radio]), select")) return;
      if (Object.hasOwn(acts, event.key)) { acts[event.key](); event.preventDefault(); }
    });
  }

  function views() {
    for (const box of document.getElementsByName("view")) {
      if (box.value === kept.get("view")) box.checked = true;
      box.addEventListener("change", () => kept.set("view", box.value));
    }
    const button = document.getElementById("unfold");
    const folds = () => document.querySelectorAll(".diff details.fold");
    button?.addEventListener("click", () => {
      const open = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(open));
      for (const fold of folds()) fold.open = open;
    });
    addEventListener("beforeprint", () => { for (const fold of folds()) fold.open = true; });
  }

  // ------------------------------------------------------------ the list

  function list() {
    const table = document.getElementById("stories");
    if (!table) return;
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const form = document.getElementById("filters");
    if (!form) return; // one page of many: to sort it alone would say nothing
    for (const head of table.querySelectorAll("th[data-sort]")) sortable(head, body, rows);
    form.parentElement.open = innerWidth > 736;
    const shown = document.getElementById("shown");
    const all = shown.textContent;
    const filter = () => {
      const wanted = Object.fromEntries(new FormData(form));
      let count = 0;
      for (const row of rows) { row.hidden = !fits(row.dataset, wanted); count += row.hidden ? 0 : 1; }
      shown.textContent = count === rows.length ? all : `${count} of ${all}`;
    };
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  function fits(row, wanted) {
    const last = row.last.slice(0, 10);
    return row.title.toLowerCase().includes(wanted.words.trim().toLowerCase())
      && (!wanted.source || row.sources.split("\n").includes(wanted.source))
      && (!wanted.from || last >= wanted.from)
      && (!wanted.to || (row.first !== "" && row.first <= wanted.to))
      && Number(row.versions) >= Number(wanted.versions || 1)
      && (!wanted.kind || row.kind === wanted.kind);
  }

  function sortable(head, body, rows) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const name = head.dataset.sort;
      const isNumber = "number" in head.dataset;
      const former = head.getAttribute("aria-sort");
      const falling = former ? former === "ascending" : isNumber || name === "last";
      for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", falling ? "descending" : "ascending");
      const compare = (a, b) => isNumber
        ? Number(a.dataset[name]) - Number(b.dataset[name])
        : a.dataset[name].localeCompare(b.dataset[name]);
      body.append(...rows.sort((a, b) => (falling ? -1 : 1) * compare(a, b)));
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    theme(); keys(); views(); list(); arrive();
    addEventListener("hashchange", arrive);
  });
})();
