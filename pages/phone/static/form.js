// The phone's script: one question at a time, skip logic, limits, and a send that survives a bad line.
// Plain functions that Chrome 80 can read. Without it the same page works as one long form.
(function () {
  var form = document.forms[0], say = JSON.parse(form.dataset.say), at = 0, steps = [];
  var foot = document.createElement("div"), bar = document.createElement("div"), note = document.createElement("p"), root = document.documentElement;

  function all(selector, from) { return [].slice.call((from || form).querySelectorAll(selector)); }
  function button(text, act, kind) {
    var made = document.createElement("button");
    made.type = "button"; made.textContent = text; made.onclick = act; made.className = kind || "";
    bar.appendChild(made);
    return made;
  }

  // Answers as the rules see them: question -> list of codes or texts.
  function answers() {
    var found = {};
    new FormData(form).forEach(function (value, name) {
      if (value !== "") (found[name] = found[name] || []).push(value);
    });
    return found;
  }
  // The same trees surveys/expressions.py evaluates.
  function value(tree, given) {
    var kind = tree[0], a = tree[1], b = tree[2];
    if (kind == "var") return given[a] || [];
    if (kind == "text" || kind == "number") return [String(a)];
    if (kind == "true" || kind == "false") return kind == "true";
    if (kind == "and") return value(a, given) && value(b, given);
    if (kind == "or") return value(a, given) || value(b, given);
    if (kind == "not") return !value(a, given);
    if (kind == "selected") return value(a, given).indexOf(value(b, given)[0]) >= 0;
    if (kind == "count-selected") return [String(value(a, given).length)];
    var left = value(a, given).join(" "), right = value(b, given).join(" ");
    if (kind == "=") return left == right;
    if (kind == "!=") return left != right;
    if (left === "" || right === "" || isNaN(left) || isNaN(right)) return false;
    left = +left; right = +right;
    return kind == "<" ? left < right : kind == "<=" ? left <= right : kind == ">" ? left > right : left >= right;
  }

  function shuffle(list) {
    for (var i = list.length; i-- > 1;) {
      var j = Math.floor(Math.random() * (i + 1)), swap = list[i];
      list[i] = list[j]; list[j] = swap;
    }
    return list;
  }

  // Rows that follow from an earlier question (I01 -> I02): the chosen ones and some others.
  function grow(field) {
    var mould = field.querySelector("template");
    if (!mould) return;
    var from = field.dataset.from, picked = all('[name="' + from + '"]:checked').map(function (box) { return box.value; });
    var labels = {}, others = [], order = all('[name="' + from + '"]').map(function (box) {
      labels[box.value] = box.parentNode.textContent;
      return box.value;
    });
    all('fieldset[data-row="' + field.id + '"]').forEach(function (old) {
      if (picked.indexOf(old.dataset.code) < 0 && !old.dataset.extra) old.remove();
    });
    var kept = all('fieldset[data-row="' + field.id + '"]').map(function (old) { return old.dataset.code; });
    order.forEach(function (code) { if (picked.indexOf(code) < 0 && kept.indexOf(code) < 0) others.push(code); });
    var extras = all('fieldset[data-row="' + field.id + '"][data-extra]').filter(function (old) {
      if (picked.indexOf(old.dataset.code) < 0) return true;
      old.removeAttribute("data-extra");
    }).map(function (old) { return old.dataset.code; });
    extras = extras.concat(shuffle(others).slice(0, Math.max(0, field.dataset.extra - extras.length)));
    var wanted = order.filter(function (code) { return picked.indexOf(code) >= 0 || extras.indexOf(code) >= 0; });
    var after = field;
    wanted.forEach(function (code, i) {
      var row = form.querySelector('fieldset[data-row="' + field.id + '"][data-code="' + code + '"]');
      if (!row) {
        row = document.createElement("fieldset");
        row.dataset.row = field.id; row.dataset.code = code;
        row.appendChild(mould.content.cloneNode(true));
        all("input", row).forEach(function (box) { box.name = field.id + "." + code; });
        row.querySelector("em").textContent = labels[code];
      }
      if (extras.indexOf(code) >= 0) row.dataset.extra = 1;
      row.querySelector("small").textContent = field.dataset.place + " · " + (i + 1) + "/" + wanted.length;
      after.parentNode.insertBefore(row, after.nextSibling);
      after = row;
    });
  }

  function refresh() {
    all("fieldset[data-from]").forEach(grow);
    var given = answers();
    steps = all("fieldset").filter(function (field) {
      if (field.querySelector("template")) return false;
      var owner = field.dataset.row ? document.getElementById(field.dataset.row) : field;
      return !owner.dataset.if || value(JSON.parse(owner.dataset.if), given);
    });
    all("label").forEach(function (label) {
      var box = label.querySelector("input");
      label.className = box && box.checked ? "c" : "";
    });
    all(".w").forEach(function (own) {
      own.classList.toggle("on", form.querySelector('[name="' + own.dataset.of + '"][value="' + own.dataset.code + '"]').checked);
    });
  }

  function show(to, quiet) {
    refresh();
    at = Math.max(0, Math.min(to, steps.length - 1));
    var field = steps[at], consent = field.dataset.consent && !field.querySelector(":checked");
    all("fieldset").forEach(function (other) { other.classList.toggle("on", other == field); });
    bar.textContent = ""; note.textContent = "";
    if (at) button(say.back, function () { show(at - 1); });
    if (!field.dataset.consent && at < steps.length - 1) button(say.skip, function () { clear(field); show(at + 1); });
    if (!consent) button(at < steps.length - 1 ? say.next : say.send, function () {
      if (at < steps.length - 1) show(at + 1); else send();
    }, "g");
    if (!quiet) {
      if (at) keep();
      scrollTo(0, 0);
      var head = field.querySelector("legend");
      head.tabIndex = -1; head.focus();
    }
  }

  function clear(field) {
    all("input,textarea", field).forEach(function (box) {
      if (box.type == "radio" || box.type == "checkbox") box.checked = false; else box.value = "";
    });
  }

  form.onchange = function (event) {
    var box = event.target, field = box.closest("fieldset"), most = +field.dataset.most;
    note.textContent = "";
    if (field.dataset.consent) {
      if (box.value == "yes") show(at + 1); else send(true);
      return;
    }
    if (box.type == "checkbox" && box.checked) {
      var alone = (field.dataset.alone || "").split(" ");
      all(":checked", field).forEach(function (other) {
        if (other != box && (alone.indexOf(box.value) >= 0 || alone.indexOf(other.value) >= 0)) other.checked = false;
      });
      if (most && all(":checked", field).length > most) {
        box.checked = false;
        note.textContent = say.most.replace("{most}", most);
      }
    }
    refresh();
    keep();
  };
  form.oninput = keep;

  // A hidden question's answer is never sent.
  function body() {
    var sent = new URLSearchParams(), given = new FormData(form);
    given.forEach(function (text, name) {
      var box = form.querySelector('[name="' + name + '"]'), field = box.closest("fieldset");
      if (text !== "" && (!field || steps.indexOf(field) >= 0)) sent.append(name, text);
    });
    return sent;
  }

  function keep() { keepDraft(body() + "&at=" + at); }

  function send(passing) {
    refresh();
    bar.textContent = ""; note.textContent = say.sending;
    deliver(body().toString(), function (what, text, again) {
      bar.textContent = "";
      if (what == "page") { document.open(); document.write(text); document.close(); return; }
      note.textContent = text;
      button(say.again, function () { bar.textContent = ""; note.textContent = say.sending; again(); }, "g");
    }, passing);
  }

  // Another language keeps what was chosen. It travels in the tab and is taken out at once; never
  // in the address, where a link could fill in a form, or give many phones the same id.
  function taken() {
    try {
      var text = sessionStorage.getItem("form");
      sessionStorage.removeItem("form");
      return text;
    } catch (blocked) { return ""; }
  }
  function carry(given) {
    given.forEach(function (value, name) {
      refresh();
      all('[name="' + name + '"]').forEach(function (box) {
        if (box.type == "radio" || box.type == "checkbox") { if (box.value == value) box.checked = true; } else box.value = value;
      });
    });
  }

  if (!window.URLSearchParams || !window.fetch || !document.createElement("template").content) return;
  root.className = "js";
  bar.className = "z"; note.className = "e"; note.setAttribute("role", "status");
  foot.className = "k"; foot.appendChild(note); foot.appendChild(bar); form.appendChild(foot);
  form.onsubmit = function (event) { event.preventDefault(); if (at < steps.length - 1) show(at + 1); else send(); };
  all("[data-turn]").forEach(function (field) {
    shuffle(all("label", field)).forEach(function (label) { field.appendChild(label); });
  });
  if (!form.id.value) form.id.value = [].map.call(crypto.getRandomValues(new Uint8Array(16)), function (b) { return "0123456789ABCDEFGHJKMNPQRSTVWXYZ"[b & 31]; }).join("");
  document.querySelectorAll("nav a").forEach(function (link) {
    link.onclick = function () {
      try { sessionStorage.setItem("form", body().toString() + "&at=" + at); } catch (blocked) { return; }
    };
  });
  var start = 0, wrong = form.querySelector("fieldset .e");
  var before = new URLSearchParams(taken() || "");
  start = +before.get("at") || 0;
  carry(before);
  refresh();
  if (wrong) {
    wrong = wrong.closest("fieldset");
    start = steps.findIndex(function (field) { return field == wrong || field.dataset.row == wrong.id; });
  }
  show(start, true);
  if (!wrong && !before.get("at") && draftKept()) {
    all("fieldset").forEach(function (field) { field.classList.remove("on"); });
    bar.textContent = ""; note.textContent = say.resume;
    button(say.anew, function () { dropDraft(); show(0); });
    button(say.go, function () {
      var kept = new URLSearchParams(draftKept());
      carry(kept); show(+kept.get("at"));
    }, "g");
  }
})();
