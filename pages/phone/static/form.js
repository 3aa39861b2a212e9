// The form on the screen: one question or short group at a time, back, skip, limits, and sending.
// Which questions, and what is wrong with an answer, logic.js decides. Syntax that Chrome 80 reads.
// Without script the same page works as one long form.
(function () {
  var form = document.forms[0], root = document.documentElement;
  if (!window.URLSearchParams || !window.fetch || !document.createElement("template").content) return;
  var say = JSON.parse(form.dataset.say), rules = JSON.parse(form.dataset.rules), rule = table(), order = table();
  var names = JSON.parse(form.dataset.names || "{}"), today = form.dataset.today;
  var boxes, spots, given, state, steps = [], on = [], at = 0, arrow;
  var foot = document.createElement("div"), bar = document.createElement("div"), note = document.createElement("p");
  var consent = form.querySelector("[data-consent]");

  function all(selector, from) { return [].slice.call((from || form).querySelectorAll(selector)); }
  function ticks(box) { return box.type == "radio" || box.type == "checkbox"; }
  function idOf(field) { return field.dataset.row || field.id; }
  function button(words, act, kind) {
    var made = document.createElement("button");
    made.type = "button"; made.textContent = words; made.onclick = act; made.className = kind || "";
    return made;
  }
  function offer(buttons) {
    bar.textContent = "";
    buttons.forEach(function (one) { bar.appendChild(one); });
  }
  function focus(place) { place.tabIndex = -1; place.focus(); }
  function shuffle(list) {
    for (var i = list.length; i-- > 1;) {
      var j = Math.floor(Math.random() * (i + 1)), swap = list[i];
      list[i] = list[j]; list[j] = swap;
    }
    return list;
  }
  var back = button(say.back, function () { show(at - 1); });
  var skip = button(say.skip, function () { steps[at].forEach(clear); show(at + 1); });
  var forth = button("", go, "g");

  // The boxes by name, and the fieldsets by question: a matrix has one for each row.
  function count() {
    boxes = table(); spots = table(); given = 0;
    [].forEach.call(form.elements, function (box) { if (box.name) (boxes[box.name] = boxes[box.name] || []).push(box); });
    all("fieldset").forEach(function (field) {
      if (!field.dataset.from) (spots[idOf(field)] = spots[idOf(field)] || []).push(field);
    });
  }

  // What stands in the form: field name -> values; a ranking in the order of the taps.
  function read(name) {
    var found = boxes[name].filter(function (box) { return ticks(box) ? box.checked : box.value; });
    if (!found.length) delete given[name];
    else given[name] = order[name] || found.map(function (box) { return box.value; });
  }
  function sent() {
    if (!given) { given = table(); Object.keys(boxes).forEach(read); }
    return given;
  }

  // Rows that follow from an earlier question (I01 -> I02): the chosen ones and some others.
  function grow(field) {
    var q = rule[field.id], picked = codes(state.answers[q.from] || "");
    if (field.dataset.grown == picked.join(" ")) return false;
    field.dataset.grown = picked.join(" ");
    var labels = table(JSON.parse(field.dataset.labels || "{}")), have = table(), extras = [], others = [], after = field, wanted;
    (boxes[q.from] || []).forEach(function (box) { labels[box.value] = labels[box.value] || wording(box); });
    (spots[q.id] || []).forEach(function (row) {
      var code = row.dataset.code;
      if (picked.indexOf(code) >= 0) row.removeAttribute("data-extra");
      else if (row.dataset.extra) extras.push(code);
      else { row.remove(); return; }
      have[code] = row;
    });
    q.rows.forEach(function (code) { if (picked.indexOf(code) < 0 && !have[code]) others.push(code); });
    extras = extras.concat(shuffle(others).slice(0, Math.max(0, (q.extra || 0) - extras.length)));
    wanted = q.rows.filter(function (code) { return picked.indexOf(code) >= 0 || extras.indexOf(code) >= 0; });
    wanted.forEach(function (code, i) {
      var row = have[code];
      if (!row) {
        row = document.createElement("fieldset");
        row.dataset.row = q.id; row.dataset.code = code; row.className = field.className.replace("on", "");
        if (field.dataset.page) row.dataset.page = field.dataset.page;
        row.appendChild(field.querySelector("template").content.cloneNode(true));
        all("input", row).forEach(function (box) { box.name = q.id + "." + code; });
        row.querySelector("em").textContent = labels[code] || code;
      }
      if (extras.indexOf(code) >= 0) row.dataset.extra = 1;
      row.querySelector("small").textContent = field.dataset.place + " · " + (i + 1) + "/" + wanted.length;
      after.parentNode.insertBefore(row, after.nextSibling);
      after = row;
    });
    return true;
  }

  // Walks through the rules anew, and lines up the screens that follow from it.
  function look() {
    var before;
    state = walk(rules, sent(), today, names);
    if (froms.filter(grow).length) {
      count();
      state = walk(rules, sent(), today, names);
    }
    steps = consent ? [[consent]] : [];
    state.shown.forEach(function (id) {
      (spots[id] || []).forEach(function (card) {
        var page = card.dataset.page;
        if (page && page == before) steps[steps.length - 1].push(card); else steps.push([card]);
        before = page;
      });
    });
  }
  function wording(box) { return box.nextSibling.textContent.trim(); }
  function words(name) {
    if (!(name in state.answers)) return "…";
    var found = (sent()[name] || []).map(function (code) {
      var box = boxes[name].filter(function (one) { return ticks(one) && one.value == code; })[0];
      return box && wording(box);
    }).filter(Boolean);
    return found.join(", ") || state.answers[name];
  }

  // Puts on the screen what follows from the answers: options, own words, order, earlier answers.
  function paint(field) {
    var q = rule[idOf(field)], offered = state.offered[field.id];
    field.classList.add("on");
    all("label", field).forEach(function (label) {
      var box = label.querySelector("input"), own = label.nextElementSibling;
      if (!box) return;
      if (offered) {
        label.hidden = offered.indexOf(box.value) < 0;
        if (label.hidden && box.checked) { box.checked = false; read(box.name); }
      }
      label.classList.toggle("c", box.checked);
      if (own && own.className.indexOf("w") == 0) own.classList.toggle("on", box.checked);
      if (q && q.kind == "ranking") label.querySelector("b").textContent = order[q.id].indexOf(box.value) + 1 || "";
    });
    all("[data-of]", field).forEach(function (place) { place.textContent = words(place.dataset.of); });
  }
  function draw() {
    var step = steps[at], first = step[0] == consent, last = at == steps.length - 1;
    on.forEach(function (other) { if (step.indexOf(other) < 0) other.classList.remove("on"); });
    (on = step).forEach(paint);
    if (forth.parentNode != bar) offer([back, skip, forth]);
    back.hidden = !at;
    skip.hidden = first || last || step.some(function (field) { return rule[idOf(field)].need; }) || !all("input,textarea", step[0])[0];
    forth.hidden = first && !step[0].querySelector(":checked");
    forth.textContent = last && !first ? say.send : say.next;
  }
  function show(to, quiet) {
    look();
    at = Math.max(0, Math.min(to, steps.length - 1));
    note.textContent = "";
    draw();
    if (quiet) return;
    all("div[role]").forEach(function (list) { list.remove(); });
    if (at) keep();
    scrollTo(0, 0);
    focus(on[0].querySelector("legend"));
  }
  function clear(field) {
    all("input,textarea", field).forEach(function (box) { if (ticks(box)) box.checked = false; else box.value = ""; });
    if (order[field.id]) order[field.id] = [];
    reread(field);
  }
  function reread(field) { all("input,textarea", field).forEach(function (box) { read(box.name); }); }

  // What is wrong with one fieldset; of a matrix, a row that is missing, or at the end the whole.
  function wrong(field) {
    var id = idOf(field), problem = state.problems[id], row = field.dataset.row;
    if (!problem || !row) return problem;
    if (problem[0] == "required") return field.dataset.extra || field.querySelector(":checked") ? null : problem;
    return spots[id].indexOf(field) == spots[id].length - 1 && problem;
  }
  // It is said beside the question.
  function complain(field) {
    var problem = wrong(field), place = field.querySelector("p.e"), box = field.querySelector("input,textarea") || field;
    if (!problem) {
      if (place) { place.remove(); box.removeAttribute("aria-describedby"); }
      return false;
    }
    if (!place) {
      place = document.createElement("p");
      field.insertBefore(place, field.querySelector("legend").nextSibling);
    }
    place.className = "e"; place.setAttribute("role", "alert");
    place.id = "-" + idOf(field) + (field.dataset.code || "");
    box.setAttribute("aria-describedby", place.id);
    place.textContent = (rule[idOf(field)][problem[0] + "_words"] || say[problem[0]] || say.limit)
      .replace(/\{(\w+)\}/g, function (whole, name) { return problem[1][name]; });
    return true;
  }
  function refused() {
    var first = steps[at].filter(complain)[0];
    if (first) (first.querySelector("input,textarea") || first).focus();
    return first;
  }
  function go() {
    on.forEach(reread);
    look();
    draw();
    if (on[0] == consent && consent.querySelector("[value=no]:checked")) send(true);
    else if (refused()) return;
    else if (at < steps.length - 1) show(at + 1);
    else finish();
  }
  // Everything once more before sending: an answer given back there may have changed what is due.
  function finish() {
    given = 0;
    look();
    for (var i = 0; i < steps.length; i++) if (steps[i].some(wrong)) { show(i); refused(); return; }
    send();
  }

  // On the consent an arrow key only moves the choice; a tap or the space bar means it.
  form.onkeydown = function (event) { arrow = /^Arrow/.test(event.key); };
  form.onpointerdown = function () { arrow = 0; };
  form.onchange = function (event) {
    var box = event.target, field = box.closest("fieldset"), q = rule[idOf(field)] || {}, alone = q.alone || [];
    note.textContent = "";
    if (field == consent && !arrow) { go(); return; }
    if (box.type == "checkbox" && box.checked) {
      all(":checked", field).forEach(function (other) {
        if (other != box && (alone.indexOf(box.value) >= 0 || alone.indexOf(other.value) >= 0)) other.checked = false;
      });
      if (q.most && all(":checked", field).length > q.most) {
        box.checked = false;
        note.className = "e"; note.textContent = say.most.replace("{most}", q.most);
      }
    }
    if (q.kind == "ranking") order[q.id] = order[q.id].concat(box.value).filter(function (code, i, list) {
      return list.indexOf(code) == i && boxes[q.id].some(function (one) { return one.value == code && one.checked; });
    });
    read(box.name);
    look();
    if (field.querySelector("p.e")) complain(field);
    draw();
    keep();
  };
  form.oninput = function (event) {
    if (ticks(event.target)) return;
    read(event.target.name);
    keep();
  };

  // A hidden question's answer is never sent.
  function body() {
    var out = new URLSearchParams(), shown = table({ id: 1 });
    steps.forEach(function (step) { step.forEach(function (field) { shown[idOf(field)] = 1; }); });
    Object.keys(sent()).forEach(function (name) {
      if (shown[name.split(".")[0]]) given[name].forEach(function (value) { out.append(name, value); });
    });
    return out;
  }
  function keep() { keepDraft(body() + "&-at=" + at); }
  function send(passing) {
    look();
    offer([]);
    note.className = "n"; note.textContent = say.sending;
    focus(note);
    deliver(body().toString(), function (what, words, again) {
      if (what == "page") {
        document.open(); document.write(words); document.close();
        if (!document.forms[0]) focus(document.querySelector("h1"));
        return;
      }
      note.textContent = words;
      offer([button(say.again, function () { offer([]); note.textContent = say.sending; focus(note); again(); }, "g")]);
    }, passing);
  }

  // Another language keeps what was chosen. It travels in the tab and is taken out at once; never
  // in the address, where a link could fill in a form, or give many phones the same id.
  function taken() {
    try {
      var kept = sessionStorage.getItem("form");
      sessionStorage.removeItem("form");
      return kept;
    } catch (blocked) { return ""; }
  }
  function carry(kept) {
    for (var round = 0; round < 2; round++) { // rows that follow from an answer stand there in the second
      kept.forEach(function (value, name) {
        (boxes[name] || []).forEach(function (box) { if (!ticks(box)) box.value = value; else if (box.value == value) box.checked = true; });
        if (order[name] && !round) order[name].push(value);
      });
      given = 0;
      look();
    }
  }

  rules.forEach(function (q) { rule[q.id] = q; });
  all("[data-rank]").forEach(function (field) {
    order[field.id] = all("option[selected]", field).map(function (one) { return one.value; }).filter(Boolean);
    field.replaceChild(field.querySelector("template").content, field.querySelector(".h"));
  });
  all("[data-turn]").forEach(function (field) {
    var last = all("label[data-last]", field);
    shuffle(all("label:not([data-last])", field)).concat(last).forEach(function (label) {
      var own = label.nextElementSibling;
      field.appendChild(label);
      if (own && own.className == "w") field.appendChild(own);
    });
  });
  form.setAttribute("autocomplete", "off"); // answers are not suggested to the next person
  var froms = all("fieldset[data-from]");
  count();
  root.className = "js";
  bar.className = "z"; note.className = "n"; note.setAttribute("role", "status");
  foot.className = "k"; foot.appendChild(note); foot.appendChild(bar); form.appendChild(foot);
  form.onsubmit = function (event) { event.preventDefault(); go(); };
  if (!form.id.value) form.id.value = [].map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) { return "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[b & 31]; }).join("");
  [].forEach.call(document.querySelectorAll("nav a"), function (link) {
    link.onclick = function () {
      try { sessionStorage.setItem("form", body().toString() + "&-at=" + at); } catch (blocked) { return; }
    };
  });
  var before = new URLSearchParams(taken() || ""), start = +before.get("-at") || 0, bad = form.querySelector("fieldset p.e");
  if (start) carry(before); else look();
  if (bad) {
    bad = bad.closest("fieldset");
    start = steps.findIndex(function (step) { return step.indexOf(bad) >= 0; });
  }
  show(start, true);
  if (bad) (bad.querySelector("input,textarea") || bad).focus();
  else if (!start && draftKept()) {
    on.forEach(function (field) { field.classList.remove("on"); });
    on = [];
    note.className = "n"; note.textContent = say.resume;
    offer([
      button(say.anew, function () { dropDraft(); show(0); }),
      button(say.go, function () {
        var kept = new URLSearchParams(draftKept());
        carry(kept); show(+kept.get("-at"));
      }, "g")
    ]);
  }
})();
