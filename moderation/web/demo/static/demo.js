// What the page does beyond its forms: counts as the server counts, keeps the draft, sends without leaving the
// page, and asks how the visitor's own comments fare.  Comments are drawn by the server alone (templates/demo/cards.html).

const LIMIT = 1000;
const PATIENCE = { pending: 3 * 60_000, held: 10 * 60_000 };
const find = (selector, from = document) => from.querySelector(selector);
const form = find("#write");
const { text, name, token, nonce } = form.elements;
const [message, count, own, list, more, empty] = ["#message", "#count", "#own", "#list", "#more", "#empty"].map((id) => find(id));

document.documentElement.classList.add("scripted");

/* Storage may be forbidden; then nothing is kept, and all else works. */
const keep = (key, value) => {
  try { value ? sessionStorage.setItem(key, value) : sessionStorage.removeItem(key); } catch { /* forbidden */ }
};
const kept = (key) => {
  try { return sessionStorage.getItem(key) ?? ""; } catch { return ""; }
};

/* Extended grapheme clusters after NFC. */
const segmenter = globalThis.Intl?.Segmenter && new Intl.Segmenter("ko", { granularity: "grapheme" });
const length = (written) => {
  const normal = written.normalize("NFC");
  let graphemes = 0;
  for (const _ of segmenter ? segmenter.segment(normal) : normal) graphemes += 1;
  return graphemes;
};
const recount = () => {
  const written = length(text.value);
  count.textContent = `${written}/${LIMIT}`;
  count.classList.toggle("over", written > LIMIT);
};

const say = (sentence, good = false) => {
  message.textContent = sentence;
  message.classList.toggle("good", good);
};
const complain = ({ detail = "", fields = {} } = {}) => {
  say(detail);
  for (const field of [name, text].filter(Boolean)) {
    find(`#${field.id}-fault`).textContent = fields[field.name] ?? "";
    field.toggleAttribute("aria-invalid", false);
    if (fields[field.name]) field.setAttribute("aria-invalid", "true");
  }
  form.querySelector("[aria-invalid]")?.focus();
};

/* Answers {ok, status, …body}; a network that fails reads like an API that is away. */
const ask = async (url, body) => {
  try {
    const answer = await fetch(url, { method: body ? "POST" : "GET", body, headers: { Accept: "application/json" } });
    return { ...(answer.status === 204 ? {} : await answer.json()), ok: answer.ok, status: answer.status };
  } catch {
    return { ok: false, status: 0, detail: "연결이 원활하지 않습니다. 쓰신 글은 그대로 두었으니 잠시 뒤 다시 등록해 주십시오." };
  }
};

const drawn = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
};
const cardOf = (id) => document.getElementById(`comment-${id}`);
const cards = () => own.querySelectorAll(".comment");
const fill = (card) => {
  const place = find("[data-text]", card);
  if (place && !place.textContent) place.textContent = kept(`own:${card.dataset.id}`);
};

/* Puts the newest card of one's own comment where it belongs: among the others once they can see it. */
const place = ({ id, state, html }) => {
  const old = cardOf(id);
  if (old?.dataset.state === state) return;
  const [card] = drawn(html);
  old?.remove();
  (state === "published" ? list : own).prepend(card);
  fill(card);
  if (state === "published") {
    keep(`own:${id}`);
    empty.hidden = true;
    card.classList.add("fresh");
    say("의견이 게시되었습니다.", true);
  }
};

const follow = async (id, wait = 400, since = Date.now()) => {
  const state = cardOf(id)?.dataset.state;
  if (!(state in PATIENCE)) return;
  if (Date.now() - since > PATIENCE[state]) {
    if (state === "pending") find(".why", cardOf(id)).textContent = "검토가 늦어지고 있습니다. 잠시 뒤 새로고침해 주십시오.";
    return;
  }
  await new Promise((done) => setTimeout(done, wait));
  const answer = await ask(`/demo/comments/${encodeURIComponent(id)}`);
  if (answer.ok) place(answer);
  if (answer.status === 404) cardOf(id)?.remove();
  follow(id, Math.min(wait * 1.5, state === "held" ? 30_000 : 5_000), since);
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = event.submitter ?? find("[type=submit]", form);
  const written = text.value;
  button.disabled = true;
  const answer = await ask(form.action, new FormData(form));
  button.disabled = false;
  if (answer.token) token.value = answer.token;
  complain(answer.ok ? {} : answer);
  if (!answer.ok) return;
  nonce.value = answer.nonce;
  text.value = "";
  keep("draft");
  keep(`own:${answer.id}`, written);
  recount();
  place(answer);
  follow(answer.id);
});

text.addEventListener("input", () => {
  recount();
  say("");
  keep("draft", text.value);
});

/* "고쳐 쓰기" and "닫기" on a comment that was not published. */
own.addEventListener("click", ({ target }) => {
  if (!target.matches("[data-again]")) return;
  const card = target.closest(".comment");
  text.value = kept(`own:${card.dataset.id}`) || find("[data-text]", card).textContent;
  text.dispatchEvent(new Event("input"));
  text.focus();
});
own.addEventListener("submit", async (event) => {
  event.preventDefault();
  const card = event.target.closest(".comment");
  const body = new FormData(event.target);
  body.set("token", token.value);
  if (!(await ask(event.target.action, body)).ok) return;
  keep(`own:${card.dataset.id}`);
  card.remove();
  text.focus();
});

const turn = ({ next }) => {
  more.hidden = !next;
  more.dataset.cursor = next ?? "";
};
more.addEventListener("click", async (event) => {
  event.preventDefault();
  const page = await ask(`/demo/comments?cursor=${encodeURIComponent(more.dataset.cursor)}`);
  if (!page.ok) return say("지금은 의견을 더 불러오지 못하고 있습니다.");
  const [first, ...others] = drawn(page.html).filter((card) => !cardOf(card.dataset.id));
  turn(page);
  if (!first) return;
  list.append(first, ...others);
  first.tabIndex = -1;
  first.focus({ preventScroll: true });
});
find("#refresh").addEventListener("click", async (event) => {
  event.preventDefault();
  const page = await ask("/demo/comments");
  if (!page.ok) return say("지금은 의견을 불러오지 못하고 있습니다.");
  const fresh = drawn(page.html);
  for (const { dataset } of fresh) find(`[data-id="${CSS.escape(dataset.id)}"]`, own)?.remove();
  list.replaceChildren(...fresh);
  empty.hidden = list.childElementCount > 0;
  turn(page);
});

/* The steps of card.py's how_long_ago, while the page stays open. */
const ago = (time) => {
  const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60_000);
  if (minutes < 1) return "방금 전";
  if (minutes < 60) return `${minutes}분 전`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)}시간 전`;
  return minutes < 10080 ? `${Math.floor(minutes / 1440)}일 전` : "";
};
setInterval(() => {
  for (const hint of document.querySelectorAll("[data-ago]")) hint.textContent = ago(find("time", hint.parentElement));
}, 60_000);

const copy = find("#copy");
if (!navigator.clipboard) copy.remove(); // only where the page came over HTTPS, or from this machine
copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(location.href.split(/[?#]/)[0]);
  copy.textContent = "복사했습니다";
  setTimeout(() => { copy.textContent = "주소 복사"; }, 2_000);
});

text.value ||= kept("draft");
recount();
for (const card of cards()) {
  fill(card);
  follow(card.dataset.id);
}
