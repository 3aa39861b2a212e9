// The form on the screen: one question or short group at a time, back, skip, limits, and sending.
// Which questions, and what is wrong with an answer, logic.js decides. Syntax that Chrome 80 reads.
// Without script the same page works as one long form.
(function () {
  var form = document.forms[0], root = document.documentElement;
  if (!window.URLSearchParams || !window.fetch || !document.createElement("template").content) return;
  var say = JSON.parse(form.dataset.say), rules = JSON.parse(form.dataset.rules), rule = {}, order = {};
  var boxes, state, steps = [], at = 0, owner = new Map();
  var foot = document.createElement("div"), bar = document.createElement("div"), note = document.createElement("p");

  function all(selector, from) { return [].slice.call((from || form).querySelectorAll(selector)); }
  function ticks(box) { return box.type == "radio" || box.type == "checkbox"; }
  function named(name) { return boxes.filter(function (box) { return box.name == name; }); }
  function button(words, act, kind) {
    var made = document.createElement("button");
    made.type = "button"; made.textContent = words; made.onclick = act; made.className = kind || "";
    bar.appendChild(made);
  }
  function shuffle(list) {
    for (var i = list.length; i-- > 1;) {
      var j = Math.floor(Math.random() * (i + 1)), swap = list[i];
      list[i] = list[j]; list[j] = swap;
    }
    return list;
  }
  function count() {
    boxes = [].slice.call(form.elements).filter(function (box) { return box.name; });
    boxes.forEach(function (box) { owner.set(box, box.closest("fieldset")); });
  }

  // What stands in the form: field name -> values; a ranking in the order of the taps.
  function sent() {
    var found = {};
    boxes.forEach(function (box) {
      if (ticks(box) ? box.checked : box.value !== "") (found[box.name] = found[box.name] || []).push(box.value);
    });
    for (var id in order) if (found[id]) found[id] = order[id];
    return found;
  }

  // Rows that follow from an earlier question (I01 -> I02): the chosen ones and some others.
  function grow(field) {
    var from = named(field.dataset.from), picked = from.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    if (field.dataset.grown == picked.join(" ")) return;
    field.dataset.grown = picked.join(" ");
    var labels = {}, have = {}, extras = [], others = [], after = field, wanted;
    var codes = rule[field.id].rows;
    from.forEach(function (box) { labels[box.value] = box.parentNode.textContent.trim(); });
    all('fieldset[data-row="' + field.id + '"]').forEach(function (row) {
      var code = row.dataset.code;
      if (picked.indexOf(code) >= 0) row.removeAttribute("data-extra");
      else if (row.dataset.extra) extras.push(code);
      else { row.remove(); return; }
      have[code] = row;
    });
    codes.forEach(function (code) { if (picked.indexOf(code) < 0 && !have[code]) others.push(code); });
    extras = extras.concat(shuffle(others).slice(0, Math.max(0, rule[field.id].extra - extras.length)));
    wanted = codes.filter(function (code) { return picked.indexOf(code) >= 0 || extras.indexOf(code) >= 0; });
    wanted.forEach(function (code, i) {
      var row = have[code];
      if (!row) {
        row = document.createElement("fieldset");
        row.dataset.row = field.id; row.dataset.code = code; row.className = field.className.replace("on", "");
        row.appendChild(field.querySelector("template").content.cloneNode(true));
        all("input", row).forEach(function (box) { box.name = field.id + "." + code; });
        row.querySelector("em").textContent = labels[code] || code;
      }
      if (extras.indexOf(code) >= 0) row.dataset.extra = 1;
      row.querySelector("small").textContent = field.dataset.place + " · " + (i + 1) + "/" + wanted.length;
      after.parentNode.insertBefore(row, after.nextSibling);
      after = row;
    });
    count();
  }

  // Walks through the rules anew, and lines up the screens that follow from it.
  function look() {
    all("fieldset[data-from]").forEach(grow);
    state = walk(rules, sent(), form.dataset.today, JSON.parse(form.dataset.names || "{}"));
    var consent = form.querySelector("[data-consent]"), cards = {}, before;
    steps = consent ? [[consent]] : [];
    all("fieldset[data-row]").forEach(function (row) { (cards[row.dataset.row] = cards[row.dataset.row] || []).push(row); });
    state.shown.forEach(function (id) {
      var field = document.getElementById(id);
      if (cards[id] || field) (cards[id] || [field]).forEach(function (card) {
        if (card.querySelector("template") && card.dataset.from) return;
        var page = (field || card).dataset.page;
        if (page && page == before) steps[steps.length - 1].push(card); else steps.push([card]);
        before = page;
      });
    });
  }
  function words(name) {
    var ticked = named(name).filter(function (box) { return ticks(box) && box.checked; });
    return ticked.length ? ticked.map(function (box) { return box.parentNode.textContent.trim(); }).join(", ") : state.answers[name] || "…";
  }
  function idOf(field) { return field.dataset.row || field.id; }

  // Puts on the screen what follows from the answers: options, own words, order, earlier answers.
  function paint(field) {
    var q = rule[idOf(field)], offered = state.offered[field.id];
    all("label", field).forEach(function (label) {
      var box = label.querySelector("input"), own = label.nextElementSibling;
      if (!box) return;
      if (offered) {
        label.hidden = offered.indexOf(box.value) < 0;
        if (label.hidden) box.checked = false;
      }
      label.classList.toggle("c", box.checked);
      if (own && own.className.indexOf("w") == 0) own.classList.toggle("on", box.checked);
      if (q && q.kind == "ranking") {
        var place = (order[q.id] || []).indexOf(box.value) + 1;
        label.querySelector("b").textContent = place || "";
      }
    });
    all("[data-of]", field).forEach(function (place) { place.textContent = words(place.dataset.of); });
  }

  function show(to, quiet) {
    look();
    at = Math.max(0, Math.min(to, steps.length - 1));
    var step = steps[at], last = at == steps.length - 1, consent = step[0].dataset.consent;
    all("fieldset.on").forEach(function (other) { other.classList.remove("on"); });
    step.forEach(function (field) { field.classList.add("on"); paint(field); });
    bar.textContent = ""; note.textContent = "";
    if (at) button(say.back, function () { show(at - 1); });
    if (!consent && !last && !step.some(function (field) { return (rule[idOf(field)] || {}).need; })) button(say.skip, function () { step.forEach(clear); show(at + 1); });
    if (!consent || step[0].querySelector(":checked")) button(last ? say.send : say.next, go, "g");
    if (!quiet) {
      if (at) keep();
      scrollTo(0, 0);
      var head = step[0].querySelector("legend");
      head.tabIndex = -1; head.focus();
    }
  }
  function clear(field) {
    all("input,textarea", field).forEach(function (box) { if (ticks(box)) box.checked = false; else box.value = ""; });
    delete order[field.id];
  }

  // What is wrong on this screen is said beside the question; the first of it gets the focus.
  function complain(problem, field) {
    var own = rule[idOf(field)], place = field.querySelector("p.e") || document.createElement("p");
    var sentence = problem && (own[problem[0] + "_words"] || say[problem[0]] || say.limit);
    if (!problem) { place.remove(); return false; }
    place.className = "e"; place.setAttribute("role", "alert");
    place.textContent = sentence.replace(/\{(\w+)\}/g, function (whole, name) { return problem[1][name]; });
    field.insertBefore(place, field.querySelector("legend").nextSibling);
    return true;
  }
  function refused() {
    var first;
    look();
    steps[at].forEach(function (field) {
      var id = idOf(field), problem = state.problems[id], card = field.dataset.row;
      if (card && problem && problem[0] == "required" && (field.dataset.extra || field.querySelector(":checked"))) problem = null;
      if (complain(problem, field)) first = first || field;
    });
    if (first) (first.querySelector("input,textarea") || first).focus();
    return first;
  }
  function go() {
    if (refused()) return;
    if (at < steps.length - 1) show(at + 1); else finish();
  }
  // Everything once more before sending: an answer given back there may have changed what is due.
  function finish() {
    for (var i = 0; i < steps.length; i++) {
      var wrong = steps[i].filter(function (field) { return state.problems[idOf(field)] && !field.dataset.extra; })[0];
      if (wrong) { show(i); refused(); return; }
    }
    send();
  }

  form.onchange = function (event) {
    var box = event.target, field = box.closest("fieldset"), q = rule[idOf(field)] || {}, most = q.most;
    note.textContent = "";
    if (field.dataset.consent) { if (box.value == "yes") show(at + 1); else send(true); return; }
    if (box.type == "checkbox" && box.checked) {
      all(":checked", field).forEach(function (other) {
        var alone = q.alone || [];
        if (other != box && (alone.indexOf(box.value) >= 0 || alone.indexOf(other.value) >= 0)) other.checked = false;
      });
      if (most && all(":checked", field).length > most) {
        box.checked = false;
        note.textContent = say.most.replace("{most}", most);
      }
    }
    if (q.kind == "ranking") {
      order[q.id] = (order[q.id] || []).filter(function (code) { return code != box.value; });
      if (box.checked) order[q.id].push(box.value);
      order[q.id] = order[q.id].filter(function (code) { return named(q.id).some(function (one) { return one.value == code && one.checked; }); });
    }
    if (field.querySelector("p.e")) refused(); else look();
    steps[at].forEach(paint);
    keep();
  };
  form.oninput = function (event) { if (!ticks(event.target)) keep(); };

  // A hidden question's answer is never sent.
  function body() {
    var out = new URLSearchParams(), given = sent(), shown = {};
    steps.forEach(function (step) { step.forEach(function (field) { shown[idOf(field)] = 1; }); });
    boxes.forEach(function (box) {
      var field = owner.get(box);
      if (field && !shown[idOf(field)]) return;
      (given[box.name] || []).forEach(function (value) { out.append(box.name, value); });
      delete given[box.name];
    });
    return out;
  }
  function keep() { keepDraft(body() + "&at=" + at); }
  function send(passing) {
    look();
    bar.textContent = ""; note.textContent = say.sending;
    deliver(body().toString(), function (what, words, again) {
      bar.textContent = "";
      if (what == "page") { document.open(); document.write(words); document.close(); return; }
      note.textContent = words;
      button(say.again, function () { bar.textContent = ""; note.textContent = say.sending; again(); }, "g");
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
  function carry(given) {
    for (var round = 0; round < 2; round++) { // rows that follow from an answer stand there in the second
      given.forEach(function (value, name) {
        named(name).forEach(function (box) { if (ticks(box)) { if (box.value == value) box.checked = true; } else box.value = value; });
        if (rule[name] && rule[name].kind == "ranking" && !round) (order[name] = order[name] || []).push(value);
      });
      look();
    }
  }

  rules.forEach(function (q) { rule[q.id] = q; });
  all("[data-rank]").forEach(function (field) {
    field.replaceChild(field.querySelector("template").content, field.querySelector(".h"));
    order[field.id] = [];
  });
  all("[data-turn]").forEach(function (field) {
    var last = all("label[data-last]", field);
    shuffle(all("label:not([data-last])", field)).concat(last).forEach(function (label) {
      var own = label.nextElementSibling;
      field.appendChild(label);
      if (own && own.className == "w") field.appendChild(own);
    });
  });
  count();
  root.className = "js";
  bar.className = "z"; note.className = "e"; note.setAttribute("role", "status");
  foot.className = "k"; foot.appendChild(note); foot.appendChild(bar); form.appendChild(foot);
  form.onsubmit = function (event) { event.preventDefault(); go(); };
  if (!form.id.value) form.id.value = [].map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) { return "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[b & 31]; }).join("");
  document.querySelectorAll("nav a").forEach(function (link) {
    link.onclick = function () {
      try { sessionStorage.setItem("form", body().toString() + "&at=" + at); } catch (blocked) { return; }
    };
  });
  var start = 0, wrong = form.querySelector("fieldset p.e"), before = new URLSearchParams(taken() || "");
  start = +before.get("at") || 0;
  carry(before);
  if (wrong) {
    wrong = idOf(wrong.closest("fieldset"));
    start = steps.findIndex(function (step) { return step.some(function (field) { return idOf(field) == wrong; }); });
  }
  show(start, true);
  if (!wrong && !before.get("at") && draftKept()) {
    all("fieldset.on").forEach(function (field) { field.classList.remove("on"); });
    bar.textContent = ""; note.textContent = say.resume;
    button(say.anew, function () { dropDraft(); show(0); });
    button(say.go, function () {
      var kept = new URLSearchParams(draftKept());
      carry(kept); show(+kept.get("at"));
    }, "g");
  }
})();
