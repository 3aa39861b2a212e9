// Sheets of paper, typed in by keys. What is typed lives in this page until it is stored, then
// it is gone: no sheet ever comes back (DR-11).
"use strict";
(function () {
  const $ = function (id) { return document.getElementById(id); };
  for (const select of document.querySelectorAll("header select")) {
    select.addEventListener("change", function () { select.form.submit(); });
  }
  const data = JSON.parse($("data").textContent);
  if (!data.questions) return;
  const words = data.words, questions = data.questions;
  const MOST_ROWS = 22; // of the overview, so that all of it is seen at once
  let sheet = {}, at = 0, row = 0, digits = "", shown = null, only = null;
  let problems = {}, before = [], second = false, id = newId(), count = 0;
  let work = Promise.resolve();

  // The sheet: field names as on the phone.
  function field(q) { return q.how === "matrix" ? q.id + "." + rows(q)[row].code : q.id; }
  function chosen(name) { return sheet[name] || []; }
  function put(name, values) { if (values.length) sheet[name] = values; else delete sheet[name]; }
  function rows(q) {
    return q.from ? q.rows.filter(function (r) { return chosen(q.from).includes(r.code); }) : q.rows;
  }
  function isShown(q) {
    if (only && !only.includes(q.id)) return false;
    return (!shown || shown.includes(q.id)) && (q.how !== "matrix" || rows(q).length > 0);
  }
  function belongs(name, q) { return name === q.id || name.indexOf(q.id + ".") === 0; }
  function clear(q) {
    for (const name of Object.keys(sheet)) if (belongs(name, q)) delete sheet[name];
  }
  function keysIn(q, given, name) {
    const codes = given[name] || [];
    if (!q.options.length) return codes.join(" ");
    return codes.map(function (code) {
      const own = given[q.id + "." + code];
      const key = q.options.find(function (o) { return o.code === code; }).key;
      return own ? key + " " + own[0] : key;
    }).join(q.how === "rank" ? " > " : " ");
  }
  function valueOf(q, given) {
    if (q.how !== "matrix") return keysIn(q, given, q.id);
    return rows(q).map(function (r) { return keysIn(q, given, q.id + "." + r.code) || "–"; }).join(" ");
  }
  function newId() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    return Array.from(bytes, function (b) { return ("0" + b.toString(16)).slice(-2); }).join("");
  }
  function isFirst() {
    try { return !sessionStorage.getItem("nhap-phieu"); } catch (error) { return count === 0; }
  }

  // The way through it.
  async function forward() {
    const q = questions[at];
    if (!q) { await send(); return; }
    if (digits) { await commit(q); return; }
    if (q.how === "matrix" && row < rows(q).length - 1) { row += 1; show(); return; }
    if (q.leads) await look();
    go(at + 1, 1);
  }
  function back() {
    const q = questions[at];
    if (q && q.how === "matrix" && row > 0) { row -= 1; show(); return; }
    go(at - 1, -1);
  }
  function go(place, step) {
    while (questions[place] && !isShown(questions[place])) place += step;
    if (place < 0) { show(); return; }
    at = Math.min(place, questions.length);
    const q = questions[at];
    row = q && q.how === "matrix" && step < 0 ? rows(q).length - 1 : 0;
    digits = "";
    show();
  }
  function choose(key) {
    const q = questions[at];
    const several = q.options.some(function (o) { return o.key.length > 1; });
    if (several && /\d/.test(key)) { digits += key; show(); return; }
    return pick(q.options.find(function (o) { return o.key === key; }));
  }
  function commit(q) { // a number typed for one of very many options
    const option = q.options.find(function (o) { return o.key === digits; });
    digits = "";
    return option ? pick(option) : show();
  }
  function pick(option) {
    const q = questions[at];
    if (!option) return;
    const name = field(q), codes = chosen(name), has = codes.includes(option.code);
    digits = "";
    if (q.how === "many" || q.how === "rank") {
      const now = has ? codes.filter(function (c) { return c !== option.code; }) : codes.concat(option.code);
      const order = q.options.map(function (o) { return o.code; });
      put(name, q.how === "many" ? order.filter(function (c) { return now.includes(c); }) : now);
      if (has) delete sheet[q.id + "." + option.code];
      show(!has && option.writes ? option : null);
      return;
    }
    if (q.how === "one") clear(q);
    put(name, [option.code]);
    if (option.writes) { show(option); return; }
    return forward();
  }

  // What is seen.
  function make(tag, text, name) {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (name) made.className = name;
    return made;
  }
  function show(writes) {
    const card = $("card"), q = questions[at];
    card.replaceChildren();
    if (second && !only) card.append(make("p", words.again, "hint"));
    if (q) showQuestion(card, q); else showEnd(card);
    overview();
    const input = card.querySelector(writes ? "[data-code='" + CSS.escape(writes.code) + "']" : "[data-first]");
    (input || card).focus();
  }
  function showQuestion(card, q) {
    const head = make("h2", q.label);
    head.prepend(make("b", q.number));
    card.append(head);
    if (q.when) card.append(make("p", q.when, "when"));
    if (problems[q.id]) card.append(make("p", problems[q.id], "bad"));
    if (before.length === 2) {
      card.append(make("p", words.first_time + " " + (valueOf(q, before[0]) || "–"), "hint"));
      card.append(make("p", words.second_time + " " + (valueOf(q, before[1]) || "–"), "hint"));
    }
    if (q.how === "matrix") showRows(card, q);
    if (q.options.length) showOptions(card, q); else showInput(card, q);
  }
  function showRows(card, q) {
    const list = make("div", "", "rows");
    rows(q).forEach(function (r, place) {
      const now = place === row ? "now" : "";
      list.append(make("p", r.label, now), make("p", keysIn(q, sheet, q.id + "." + r.code) || "–", now));
    });
    card.append(list);
  }
  function showOptions(card, q) {
    const box = make("div", "", "options"), codes = chosen(field(q));
    for (const option of q.options) {
      const button = make("button", "", "option"), has = codes.includes(option.code);
      const place = q.how === "rank" && has ? " (" + (codes.indexOf(option.code) + 1) + ")" : "";
      button.type = "button";
      button.tabIndex = -1;
      button.setAttribute("aria-pressed", String(has));
      button.append(make("kbd", option.key), make("span", option.label + place));
      button.addEventListener("click", function () { then(function () { return pick(option); }); });
      box.append(button);
      if (has && option.writes) box.append(own(q, option));
    }
    card.append(box);
    if (digits) card.append(make("p", digits + "…", "hint"));
  }
  function own(q, option) {
    const input = make("input");
    input.maxLength = 100;
    input.dataset.code = option.code;
    return bound(input, q.id + "." + option.code, words.own_words);
  }
  function showInput(card, q) {
    const input = make(q.how === "text" ? "textarea" : "input");
    input.dataset.first = "1";
    if (q.how !== "text") input.inputMode = "decimal";
    card.append(bound(input, q.id, q.label));
    if (q.how === "date" || q.how === "time") input.addEventListener("input", function () {
      const typed = input.value.trim(); // digits as they stand in the boxes of the paper
      if (q.how === "date" && /^\d{8}$/.test(typed)) {
        put(q.id, [typed.slice(0, 2) + "/" + typed.slice(2, 4) + "/" + typed.slice(4)]);
      }
      if (q.how === "time" && /^\d{4}$/.test(typed)) put(q.id, [typed.slice(0, 2) + ":" + typed.slice(2)]);
    });
  }
  function bound(input, name, label) {
    input.value = chosen(name)[0] || "";
    input.autocomplete = "off";
    input.setAttribute("aria-label", label);
    input.addEventListener("input", function () { put(name, input.value.trim() ? [input.value] : []); });
    return input;
  }
  function showEnd(card) {
    const answered = questions.filter(function (q) { return isAnswered(q); }).length;
    card.append(make("h2", words.done));
    const text = words.done_text.replace("{answered}", answered).replace("{blank}", questions.length - answered);
    card.append(make("p", text));
    const button = make("button", words.send);
    button.type = "button";
    button.addEventListener("click", function () { then(send); });
    card.append(button);
  }
  function isAnswered(q) {
    return Object.keys(sheet).some(function (name) { return belongs(name, q); });
  }
  function overview() {
    const list = $("overview");
    const columns = Math.max(1, Math.ceil(questions.length / MOST_ROWS));
    list.style.gridTemplateRows = "repeat(" + Math.ceil(questions.length / columns) + ",auto)";
    list.style.gridAutoColumns = "minmax(0,1fr)";
    list.replaceChildren();
    questions.forEach(function (q, place) {
      const item = make("li"), button = make("button");
      button.type = "button";
      button.tabIndex = -1;
      button.append(make("span", q.number), make("span", q.label), make("b", valueOf(q, sheet)));
      if (place === at) button.setAttribute("aria-current", "step");
      button.className = problems[q.id] ? "bad" : (isShown(q) ? "" : "off");
      button.addEventListener("click", function () { then(function () { only = null; go(place, 1); }); });
      item.append(button);
      list.append(item);
    });
  }
  function say(text, bad) {
    $("said").textContent = text;
    $("said").className = bad ? "bad" : "";
  }

  // To the server and back.
  async function ask(more) {
    const known = questions.filter(function (q) { return q.how === "matrix" && q.from; });
    for (const q of known) {
      const codes = rows(q).map(function (r) { return q.id + "." + r.code; });
      for (const name of Object.keys(sheet)) {
        if (name.indexOf(q.id + ".") === 0 && !codes.includes(name)) delete sheet[name];
      }
    }
    const body = JSON.stringify(Object.assign({ id: id, sheet: sheet }, more));
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(location.href, { method: "POST", headers: headers, body: body });
    return answer.json();
  }
  async function look() {
    try { shown = (await ask({ look: true })).shown || shown; } catch (error) { /* asked again when sent */ }
  }
  async function send() {
    say(words.saving);
    let told;
    try { told = await ask({ before: before, first: isFirst() }); } catch (error) { told = { said: words.trouble }; }
    if (told.stored) stored();
    else if (told.again) again();
    else if (told.differing) differs(told.differing);
    else if (told.problems) refused(told.problems);
    else say(told.said || words.trouble, true);
  }
  function stored() {
    try { sessionStorage.setItem("nhap-phieu", "1"); } catch (error) { /* every sheet is the first */ }
    count += 1;
    $("count").textContent = words.stored.replace("{count}", count);
    id = newId();
    begin([], false);
    say(words.saved);
  }
  function again() {
    say(words.check);
    begin([sheet], true);
  }
  function begin(typed, isSecond) {
    sheet = {}; shown = null; only = null; problems = {};
    before = typed; second = isSecond;
    go(0, 1);
  }
  function differs(ids) {
    before = [before[0], JSON.parse(JSON.stringify(sheet))];
    mark(ids, function () { return words.differs; });
  }
  function refused(found) {
    mark(Object.keys(found), function (name) { return found[name]; });
  }
  function mark(ids, sentence) {
    problems = {};
    for (const name of ids) problems[name] = sentence(name);
    only = ids;
    say(words.wrong.replace("{count}", ids.length), true);
    go(0, 1);
  }

  // Keys: one after the other, even when they come faster than the server.
  function then(act) { work = work.then(act).catch(console.error); }
  function meaning(event) {
    const typing = event.target.matches("input, textarea");
    if (event.key === "Enter" && event.target.tagName === "BUTTON") return null;
    if (event.key === "Enter" && !event.shiftKey) return forward;
    if (event.key === "Tab") return event.shiftKey ? back : forward;
    if (event.key === "ArrowUp") return back;
    if (event.key === "ArrowDown") return forward;
    if (event.key === "Backspace" && !(typing && event.target.value)) return back;
    if (typing) return null;
    if (event.key === "Delete") return function () { clear(questions[at]); show(); };
    if (/^[0-9a-z]$/i.test(event.key)) return function () { return choose(event.key.toLowerCase()); };
    return null;
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("header")) return;
    if (event.key === "Escape") { $("unit").focus(); return; }
    const act = meaning(event);
    if (!act) return;
    event.preventDefault();
    if (event.repeat && event.key === "Enter") return; // a finger that rests stores no sheet
    then(act);
  });
  window.addEventListener("beforeunload", function (event) {
    if (Object.keys(sheet).length) event.preventDefault();
  });
  go(0, 1);
})();
