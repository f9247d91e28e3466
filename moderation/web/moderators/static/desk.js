// The desk by keyboard, and without loading whole pages.  Everything here is also a link or a form that works alone.

const page = document;
const main = page.getElementById("main");
const lost = page.getElementById("lost");
page.documentElement.classList.add("scripted");

// What is fetched replaces what is shown; the address and the title change with it.
async function show(url, options = {}) {
  main.classList.add("busying");
  let answer;
  try {
    answer = await fetch(url, { ...options, headers: { Accept: "text/html" } });
  } catch {
    main.classList.remove("busying");
    lost.hidden = false;
    return;
  }
  lost.hidden = true;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html");
  const there = next.getElementById("main");
  const elsewhere = next.body.className !== page.body.className;
  if (!there || (elsewhere && answer.redirected)) return location.assign(answer.url);
  page.body.className = next.body.className;
  const list = page.querySelector(".list");
  const scrolled = list ? list.scrollTop : 0;
  main.replaceChildren(...there.childNodes);
  main.classList.remove("busying");
  page.title = next.title;
  if (answer.ok && (answer.redirected || !options.method)) history.pushState(null, "", answer.url);
  settle(scrolled);
  onward();
}

// What goes on in portions goes on by itself.
function onward() {
  page.querySelector("form[data-onward]")?.requestSubmit();
}

// After a change: the list stays where it was, the card is in focus and read out.
function settle(scrolled = 0) {
  const list = page.querySelector(".list");
  if (list) list.scrollTop = scrolled;
  page.querySelector(".row [aria-current]")?.scrollIntoView({ block: "nearest" });
  page.querySelector(".kinds [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  const card = page.getElementById("card");
  if (card) {
    page.querySelector(".card").scrollTop = 0;
    if (matchMedia("(max-width: 59.99rem)").matches) scrollTo(0, 0);
    card.focus({ preventScroll: true });
  }
  listen();
  hold();
}

page.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-span]");
  if (mark && getSelection().isCollapsed) return toggle(mark);
  const link = event.target.closest("a[href]");
  const ours = link && link.target === "" && link.origin === location.origin && link.closest(".list, .card");
  if (!ours || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  show(link.href);
});

page.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.closest(".desk") && !("onward" in form.dataset)) return;
  event.preventDefault();
  if (main.classList.contains("busying")) return;
  const said = new FormData(form, event.submitter);
  if (form.method === "get") return show(`${form.action}?${new URLSearchParams(said)}`);
  show(form.action, { method: "POST", body: new URLSearchParams(said) });
});

addEventListener("popstate", () => location.reload());

// Masks: any part of the text can be chosen by dragging over it.  Spans count code points, as the service does.
const written = () => page.getElementById("written");
const points = (text) => Array.from(text).length;

function boxes() {
  return [...page.querySelectorAll('#masks input[name="span"]')];
}

function toggle(mark) {
  const [start, end] = mark.dataset.span.split("-").map(Number);
  let found = null;
  for (const box of boxes()) {
    const [from, to] = box.value.split("-").map(Number);
    if (from < end && start < to) found = box.checked = !box.checked;
  }
  if (found === null) cover(start, end, mark.firstChild.textContent);
  preview();
}

// What readers would see with the chosen places covered: a ● for each grapheme, as the service does it.
function preview() {
  const shown = page.getElementById("preview");
  const text = [...written().childNodes].map((node) => node.textContent).join("");
  const chosen = boxes().filter((box) => box.checked).map((box) => box.value.split("-").map(Number));
  if (!shown) return;
  let at = 0;
  const covered = Array.from(new Intl.Segmenter("ko", { granularity: "grapheme" }).segment(text), ({ segment }) => {
    const start = at;
    at += points(segment);
    return chosen.some(([from, to]) => from < at && start < to) ? "●" : segment;
  });
  shown.textContent = covered.join("");
  shown.parentElement.hidden = !chosen.length;
}

page.addEventListener("change", (event) => event.target.name === "span" && preview());

function choose() {
  const selection = getSelection();
  const text = written();
  if (!text || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
  const before = page.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = points(before.toString());
  const words = range.toString();
  if (words.trim()) cover(start, start + points(words), words);
  preview();
}

// One more place to cover.  It takes that of what was chosen by hand and overlaps it: the same choice, corrected.
function cover(start, end, words) {
  const masks = page.getElementById("masks");
  const value = `${start}-${end}`;
  if (!masks || boxes().some((box) => box.value === value)) return;
  for (const box of boxes()) {
    const [from, to] = box.value.split("-").map(Number);
    if ("own" in box.dataset && from < end && start < to) box.closest("label").remove();
  }
  const label = page.createElement("label");
  label.className = "check";
  const box = Object.assign(page.createElement("input"), { type: "checkbox", name: "span", value, checked: true });
  box.dataset.own = "";
  label.append(box, " ", Object.assign(page.createElement("span"), { textContent: words }));
  masks.append(label);
  masks.hidden = false;
}

// A mouse says when it is done choosing; a finger that moves the ends of a selection does not, so that its rest counts.
let rest = 0;
let mouse = false;
page.addEventListener("pointerdown", (event) => (mouse = event.pointerType === "mouse"));
page.addEventListener("pointerup", () => setTimeout(choose));
page.addEventListener("selectionchange", () => {
  clearTimeout(rest);
  if (!mouse) rest = setTimeout(choose, 500);
});

// Keys.
function step(by) {
  const links = [...page.querySelectorAll(".row a")];
  const at = links.findIndex((link) => link.hasAttribute("aria-current"));
  const wanted = at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by;
  if (links[wanted]) return show(links[wanted].href);
  page.querySelector(by > 0 ? '.pages [rel="next"]' : '.pages [rel="prev"]')?.click();
}

function unfold(id, first) {
  const part = page.getElementById(id);
  if (!part) return;
  part.open = true;
  part.querySelector(first)?.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => page.getElementById("note")?.focus(),
  s: () => unfold("handing", "input:not([type=hidden])"),
  w: () => unfold("wrong", ":checked"),
  r: () => page.getElementById("label")?.focus(),
  b: () => page.getElementById("reveal")?.click(),
  x: () => page.querySelector(".row:has([aria-current]) .pick input")?.click(),
  "/": () => page.getElementById("text")?.focus(),
  "?": () => {
    const help = page.getElementById("help");
    if (help && (help.open = !help.open)) help.scrollIntoView({ block: "nearest" });
  },
};

page.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (typing) {
    if (event.key === "Escape") {
      event.target.closest(".more details")?.removeAttribute("open");
      (page.getElementById("card") ?? main).focus();
    }
    return;
  }
  const key = HANGUL[event.key] ?? event.key;
  const act = KEYS[key];
  if (event.repeat && key !== "j" && key !== "k") return; // a key that is held down rules on nothing that nobody has read
  const keyed = page.querySelectorAll(`[data-key="${CSS.escape(key)}"]`);
  const bound = keyed[keyed.length - 1];
  if (!act && !bound) return;
  event.preventDefault();
  if (act) act();
  else if (bound instanceof HTMLFormElement) bound.requestSubmit();
  else bound.click();
});

// The same keys with the Korean layout on.
const HANGUL = { ㄴ: "s", ㅈ: "w", ㅓ: "j", ㅏ: "k", ㄹ: "f", ㅡ: "m", ㅗ: "h", ㅇ: "d", ㅋ: "z", ㅜ: "n", ㄱ: "r", ㅠ: "b", ㅕ: "u", ㅌ: "x" };

// What came in meanwhile is told, and nothing that one is reading moves.  The server tells by itself as long as it has
// a seat for us; else we ask.  A hidden tab gives its seat away.
const EVERY = 10_000;
let live = null;
let refused = false;

function tell(sizes) {
  const list = page.querySelector(".list[data-sizes]");
  const news = list?.querySelector("#news");
  if (!news) return;
  const arrived = sizes.arrived - Number(list.dataset.arrived);
  const changed = Object.keys(sizes).some((kind) => String(sizes[kind]) !== list.dataset[kind]);
  const said = arrived > 0 ? news.dataset.new.replace("#", arrived) : news.dataset.changed;
  if (news.textContent !== said) news.textContent = said;
  news.hidden = !changed;
}

function listen() {
  const url = page.querySelector(".list[data-events]")?.dataset.events;
  const wanted = url && !page.hidden && !refused ? new URL(url, location).href : null;
  if (live?.url === wanted) return;
  live?.close();
  live = wanted ? new EventSource(wanted) : null;
  if (!live) return;
  live.onmessage = (event) => tell(JSON.parse(event.data));
  live.onerror = () => (refused ||= live?.readyState === EventSource.CLOSED);
}

async function look() {
  const list = page.querySelector(".list[data-sizes]");
  if (!list || page.hidden || live?.readyState === EventSource.OPEN) return;
  const answer = await fetch(list.dataset.sizes, { headers: { Accept: "application/json" } }).catch(() => null);
  if (answer?.ok && !answer.redirected && list.isConnected) tell(await answer.json());
}

page.addEventListener("visibilitychange", listen);
if (page.querySelector(".list")) setInterval(look, EVERY);

// Whoever closes a card gives it back at once, so that others need not wait.
let held = null;

function giveBack(next = null) {
  if (held && held.url !== next?.url) navigator.sendBeacon(held.url, new URLSearchParams({ csrf: held.csrf }));
  held = next;
}

function hold() {
  const url = page.getElementById("card")?.dataset.release;
  giveBack(url ? { url, csrf: page.querySelector('input[name="csrf"]').value } : null);
}

addEventListener("pagehide", () => giveBack());

page.querySelector(".top [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
settle();
onward();
