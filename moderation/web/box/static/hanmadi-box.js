/* Hanmadi's box: comments under an article, through the site's own backend (docs/box.md).  Apache-2.0. */
(() => {
const place = globalThis.HTMLDialogElement && document.querySelector("[data-hanmadi-box]");
if (!place) return;
const WORDS = { ko: {
  pending: "검토 중입니다", held: "담당자가 확인하고 있습니다", published: "게시되었습니다",
  hidden: "숨겨진 의견입니다", rejected: "게시되지 않았습니다", deleted: "삭제된 의견입니다",
  edited: "고친 글: ", masked: "일부 표현을 ●로 가렸습니다.", member: "회원", mine: "내 의견",
  empty: "아직 의견이 없습니다.", more: "더 보기", reply: "답글", report: "신고", appeal: "이의 제기",
  edit: "고쳐 쓰기", delete: "삭제", cancel: "취소", replying: "{} 님의 의견에 답글을 씁니다.",
  offline: "연결이 원활하지 않습니다. 쓰신 글은 그대로 두었습니다.",
  once: "보내기 전에 한 번 더 보아 주십시오", anyway: "그대로 보내기",
  advice: "표시한 곳이 ‘{}’ 표현으로 보일 수 있습니다. 그대로 보내시면 게시되지 않을 수 있습니다.",
  reportHint: "신고만으로 숨겨지지는 않습니다. 담당자가 읽고 판단합니다.",
  appealHint: "처음 결정하지 않은 담당자가 다시 살펴봅니다.", deleteHint: "삭제한 글은 되살릴 수 없습니다.",
  note: "덧붙일 말(선택)", reason: "사유", text: "의견", done: "접수했습니다.",
  reasons: "욕설,모욕,혐오·차별,성희롱,협박,개인정보,광고,도배,그 밖",
}, en: {
  pending: "Under review", held: "With a moderator", published: "Published",
  hidden: "Hidden", rejected: "Not published", deleted: "Deleted",
  edited: "Edit: ", masked: "Some words are covered with ●.", member: "Member", mine: "Yours",
  empty: "No comments yet.", more: "More", reply: "Reply", report: "Report", appeal: "Appeal",
  edit: "Edit", delete: "Delete", cancel: "Cancel", replying: "Replying to {}.",
  offline: "Connection failed. Your text is kept.",
  once: "One more look?", anyway: "Send anyway",
  advice: "The marked part may read as: {}. It may not be published.",
  reportHint: "A report hides nothing by itself. A moderator decides.",
  appealHint: "Another moderator will look again.", deleteHint: "This cannot be undone.",
  note: "Note (optional)", reason: "Reason", text: "Comment", done: "Received.",
  reasons: "Profanity,Insult,Hate,Sexual,Threat,Personal data,Advert,Flooding,Other",
} };
const REASONS = "profanity insult hate sexual threat pii advert flood other".split(" ");
const LIMIT = 1000;
const PATIENCE = 600_000;
const form = place.matches("form") && place;
const root = form ? form.closest("section") ?? form.parentElement : place;
const action = place.getAttribute(form ? "action" : "data-action");
let text, name, own, list, empty, parent;
const words = WORDS[(place.dataset.lang ?? document.documentElement.lang).slice(0, 2)] ?? WORDS.ko;
const names = words.reasons.split(",");

/* make("p.note", {}): a <p class="hm-note">. */
const make = (kind, marks, ...inside) => {
  const [tag, ...names] = kind.split(".");
  const node = document.createElement(tag);
  if (names[0]) node.className = names.map((name) => `hm-${name}`).join(" ");
  for (const name in marks) if (marks[name] != null) node.setAttribute(name, marks[name]);
  node.append(...inside.filter(Boolean));
  return node;
};
const p = (name, ...inside) => make(`p.${name}`, {}, ...inside);
const button = (kind, label, marks) => make(`button.${kind}`, { type: "button", ...marks }, label);
/* What the page has (data-hm="list"), or we make. */
const part = (name, after, tag, marks, ...inside) => {
  const found = root.querySelector(`[data-hm=${name}]`);
  const node = found ?? make(`${tag}.${name}`, marks, ...inside);
  if (!found) (after.closest("label") ?? after).after(node);
  return node;
};
const url = (...steps) => [action, ...steps.map(encodeURIComponent)].join("/");
const card = (id) => root.querySelector(`[data-id="${CSS.escape(id)}"]`);
const focus = (node) => {
  node.tabIndex = -1;
  node.focus();
};
const message = part("message", root.lastElementChild, "p", { role: "status" });
const say = (sentence = "", bad) => {
  message.textContent = sentence;
  message.classList.toggle("hm-good", !bad);
};
/* Storage may be forbidden. */
const keep = (key, value = "") => {
  try { sessionStorage[`hm:${key}`] = value; } catch {}
};
const kept = (key) => {
  try { return sessionStorage[`hm:${key}`] ?? ""; } catch { return ""; }
};
/* Graphemes after NFC, as the server counts; without Segmenter, nearly so. */
const CLUSTER = /\p{RI}{2}|.[\p{M}\p{EMod}]*(\u200d.[\p{M}\p{EMod}]*)*/gsu;
const count = (where, { value }) => {
  const normal = value.normalize("NFC");
  const written = [...Intl.Segmenter ? new Intl.Segmenter().segment(normal) : normal.match(CLUSTER) ?? []].length;
  where.textContent = `${written}/${LIMIT}`;
  where.classList.toggle("hm-over", written > LIMIT);
};
const pause = (time) => new Promise((done) => setTimeout(done, time));

/* Hidden inputs (token, nonce) are renewed. */
const ask = async (to, body, signal) => {
  const hidden = [...root.querySelectorAll("[type=hidden]")];
  for (const { name, value } of body ? hidden : []) if (!body.has(name)) body.set(name, value);
  try {
    const got = await fetch(to, { method: body ? "POST" : "GET", body, signal, headers: { Accept: "application/json" } });
    const answer = got.status === 204 ? {} : await got.json();
    for (const input of hidden) if (input !== parent) input.value = answer[input.name] ?? input.value;
    return { ...answer, ok: got.ok, status: got.status, after: got.headers.get("Retry-After") * 1000 };
  } catch {
    return { detail: words.offline };
  }
};

const acts = ({ state, mine, parent, masked, text }) => {
  const shown = state === "published";
  const may = {
    reply: form && shown && !parent, report: shown && !mine, edit: mine && text != null,
    delete: mine && state !== "deleted", appeal: mine && (masked || /rejected|hidden/.test(state)),
  };
  return Object.keys(may).filter((act) => may[act]).map((act) => button("act", words[act], { "data-hm-act": act }));
};
const draw = (item) => {
  const { id, state, mine, author, masked, edit, created_at: time } = item;
  const seoul = new Date(time).toLocaleString("sv", { timeZone: "Asia/Seoul" }).slice(0, 16).replaceAll("-", ".");
  const told = item.explanation ?? item.decision?.explanation;
  const own = mine && state !== "published";
  const waits = [edit?.state, state].find((known) => /pending|held/.test(known));
  return make(`li.comment.${state}${own ? ".mine" : ""}`, {
    id: `comment-${id}`, "data-id": id, "data-parent": item.parent,
    "data-mark": `${state} ${item.revision} ${waits ?? ""}`, "data-waits": waits,
  },
  own && p("state", words[state]),
  own && told && p("why", told),
  p("byline", make("b.name", {}, author.name), author.kind === "member" && make("span.tag", {}, words.member),
    mine && make("span.tag.yours", {}, words.mine),
    make("time", { datetime: time }, seoul)),
  item.text ? p("text", item.text) : !own && p("stub", told || words[state]),
  masked && p("note", words.masked),
  edit && p("note", words.edited, words[edit.state]),
  p("actions", ...acts(item)));
};
const repliesOf = (above) => {
  if (!above.querySelector("ol")) above.append(make("ol.replies", { "aria-label": words.reply }));
  return above.querySelector("ol");
};
/* Newest first; of replies, the oldest. */
const settle = (one, fresh) => {
  const { id, parent } = one.dataset;
  const above = parent && card(parent);
  (above ? repliesOf(above) : list)[!fresh === !above ? "append" : "prepend"](one);
  for (const orphan of list.querySelectorAll(`:scope > [data-parent="${CSS.escape(id)}"]`)) repliesOf(one).prepend(orphan);
  empty.hidden = true;
};
/* One's own joins the others once they can see it. */
const put = (item) => {
  const { id, state } = item, old = card(id), now = draw(item), shown = state === "published";
  if (old?.dataset.mark === now.dataset.mark) return;
  now.append(...(old?.querySelectorAll("ol") ?? []));
  now.classList.add("hm-fresh");
  if (old && !(shown && own?.contains(old))) old.replaceWith(now);
  else {
    old?.remove();
    shown ? settle(now, true) : own.prepend(now);
  }
  say(`${words.mine}: ${words[now.dataset.waits ?? state]}`);
};
/* Asks again, ever more rarely. */
const follow = async (id, wait = 400, since = Date.now()) => {
  const state = card(id)?.dataset.waits;
  if (!state || Date.now() - since > PATIENCE) return;
  await pause(wait);
  while (document.hidden) await pause(1_000);
  const answer = await ask(url(id));
  if (answer.ok) put(answer);
  if (answer.status === 404 && card(id)?.dataset.waits) card(id).remove();
  follow(id, Math.max(answer.after || 0, Math.min(wait * 1.5, state === "held" ? 30_000 : 5_000)), since);
};

/* Answers what `send` was answered, or nothing. */
const question = (title, inside, go, send, cancel = words.cancel) => new Promise((done) => {
  const fault = make("p.fault", { role: "alert" });
  const leave = button("button", cancel), yes = button("button.main", go, { type: "submit" });
  const asked = make("form", {}, make("h2", {}, title), ...inside, fault, p("buttons", leave, yes));
  const dialog = make("dialog.dialog", { "aria-label": title }, asked);
  let answer;
  leave.onclick = () => dialog.close();
  dialog.onclose = () => {
    dialog.remove();
    done(answer);
  };
  asked.onsubmit = async (event) => {
    event.preventDefault();
    yes.disabled = true;
    const got = await send(new FormData(asked));
    yes.disabled = false;
    if (!got.ok) return fault.replaceChildren([got.detail, ...Object.values(got.fields ?? {})].join(" "));
    answer = got;
    dialog.close();
  };
  root.append(dialog);
  dialog.showModal();
});
const area = (name, value = "") => {
  const counter = make("span.count"), box = make("textarea", { name });
  box.value = value;
  (box.oninput = () => count(counter, box))();
  return [make("label", {}, words[name], box), counter];
};
const asks = {
  report: () => [make("fieldset", {}, make("legend", {}, words.reason), ...REASONS.map((value, nth) =>
    make("label", {}, make("input", { type: "radio", name: "reason", value, checked: nth ? null : "" }), names[nth]))), ...area("note")],
  appeal: () => area("reason"),
  edit: (one) => area("text", kept(one.dataset.id) || one.querySelector(".hm-text").textContent),
};
const act = async (kind, one) => {
  const { id } = one.dataset;
  if (kind === "reply") return replyTo(id, one.querySelector(".hm-name").textContent);
  const send = async (body) => {
    const answer = await ask(url(id, kind), body);
    if (answer.ok && kind !== "appeal") keep(id, body.get("text") ?? "");
    return answer;
  };
  const inside = [p("hint", words[`${kind}Hint`] ?? ""), ...(asks[kind]?.(one) ?? [])];
  const answer = await question(words[kind], inside, words[kind], send);
  if (!answer) return;
  if (!answer.id) return say(words.done);
  put(answer);
  focus(card(id));
  follow(id);
};
root.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-hm-act]");
  if (!pressed) return;
  event.preventDefault();
  act(pressed.dataset.hmAct, pressed.closest(".hm-comment"));
});
for (const { dataset } of root.querySelectorAll("[data-waits]")) follow(dataset.id);
if (!form) return;

({ text, name, parent } = form.elements);
own = part("own", form, "ol");
list = part("list", own, "ol");
empty = part("empty", list, "p", {}, words.empty);
const more = part("more", empty, "button", { type: "button", hidden: "" }, words.more);
const counter = part("count", text, "span");
const replying = part("replying", text, "p", {}, make("span"), button("act", words.cancel));
parent ??= form.appendChild(make("input", { type: "hidden", name: "parent" }));
const draft = place.dataset.article ?? location.pathname;
const complain = ({ detail, fields = {} }) => {
  say(detail, true);
  for (const field of [name, text].filter(Boolean)) {
    part(`${field.name}-fault`, field, "p", { role: "alert" }).textContent = fields[field.name] ?? "";
    field.setAttribute("aria-invalid", field.name in fields);
  }
  form.querySelector("[aria-invalid=true]")?.focus();
};
const replyTo = (id = "", name = "") => {
  parent.value = id;
  replying.hidden = !id;
  replying.firstElementChild.textContent = words.replying.replace("{}", name);
  if (name) text.focus();
};
/* No answer is no advice. */
const advised = async () => {
  const { reasons = [] } = await ask(url("preview"), new FormData(form), AbortSignal.timeout(3_000));
  if (!reasons.length) return true;
  const letters = [...text.value.normalize("NFC")];
  const spans = reasons.flatMap(({ spans }) => spans);
  const cuts = [...new Set([0, ...spans.flat()])].sort((one, other) => one - other);
  const marked = cuts.map((cut, nth) => {
    const piece = letters.slice(cut, cuts[nth + 1]).join("");
    return spans.some(([start, end]) => start <= cut && cut < end) ? make("mark", {}, piece) : piece;
  });
  const said = reasons.map(({ code, name }) => names[REASONS.indexOf(code)] ?? name).join(", ");
  const inside = [p("hint", words.advice.replace("{}", said)), make("blockquote", {}, ...marked)];
  return (await question(words.once, inside, words.anyway, () => ({ ok: true }), words.edit))?.ok;
};
const tip = (notice) => part("notice", text, "p", {}).textContent = notice;
const load = async (cursor) => {
  const page = await ask(action + (cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""));
  if (!page.ok) return say(page.detail, true);
  tip(page.notice);
  if (!cursor) list.replaceChildren();
  const fresh = page.comments.filter(({ id }) => !list.contains(card(id)));
  for (const item of fresh) {
    card(item.id)?.remove();
    settle(draw(item));
  }
  empty.hidden = list.children.length;
  more.hidden = !page.next;
  more.dataset.cursor = page.next;
  if (cursor && fresh[0]) focus(card(fresh[0].id));
};
form.onsubmit = async (event) => {
  event.preventDefault();
  const send = event.submitter ?? {};
  const typed = text.value;
  send.disabled = true;
  const answer = await advised() && await ask(action, new FormData(form));
  send.disabled = false;
  if (!answer) return text.focus();
  complain(answer);
  if (!answer.ok) return;
  if (answer.notice) tip(answer.notice);
  text.value = "";
  text.oninput();
  keep(answer.id, typed);
  replyTo();
  put(answer);
  follow(answer.id);
};
text.oninput = () => {
  count(counter, text);
  say();
  keep(draft, text.value);
};
const press = (node, then) => node?.addEventListener("click", (event) => then(event.preventDefault()));
press(more, () => load(more.dataset.cursor));
press(replying.lastElementChild, replyTo);
press(root.querySelector("[data-hm=refresh]"), load);
text.value ||= kept(draft);
count(counter, text);
replying.hidden = !parent.value;
if (!list.children.length) load();
})();
