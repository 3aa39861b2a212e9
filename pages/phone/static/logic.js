// The rules of a survey, as surveys/expressions and surveys/answers have them in Python: the same
// trees, the same results (tests/pages/test_same_logic.py). No page is touched here.

// A table whose names are those of the survey only, not "constructor".
function table(more) { return Object.assign(Object.create(null), more); }
function text(value) {
  if (typeof value != "number") return String(value);
  if (value != value || Math.abs(value) == Infinity) return String(value);
  var parts = String(Math.abs(value)).split("e"), digits = parts[0].split("."), shift = +(parts[1] || 0);
  var all = digits[0] + (digits[1] || ""), point = digits[0].length + shift;
  if (point <= 0) { all = "0".repeat(1 - point) + all; point = 1; }
  all = all.padEnd(point, "0");
  var before = all.slice(0, point).replace(/^0+(?=.)/, ""), after = all.slice(point).replace(/0+$/, "");
  return (value < 0 ? "-" : "") + before + (after && "." + after);
}
function minutes(hour, minute) { return +hour > 23 || +minute > 59 ? NaN : (+hour * 60 + +minute) / 1440; }
function sinceFirst(year, month, day) {
  var made = new Date(0);
  made.setUTCFullYear(+year, month - 1, +day);
  return +year && made.getUTCMonth() == month - 1 && made.getUTCDate() == day ? made / 864e5 : NaN;
}
function number(value) {
  if (typeof value != "string") return +value;
  var found = /^[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*$/.exec(value);
  if (found) return +found[1];
  found = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d).*)?$/.exec(value);
  if (found) return sinceFirst(found[1], found[2], found[3]) + minutes(found[4] || 0, found[5] || 0);
  found = /^(\d{1,2}):(\d\d)(?::\d\d.*)?$/.exec(value);
  return found ? minutes(found[1], found[2]) : NaN;
}
function truth(value) { return typeof value == "string" ? value != "" : value == value && !!value; }
function codes(value) { return text(value).split(/[ \t\r\n]+/).filter(Boolean); }
function letters(value) { return Array.from(text(value)); }
function same(a, b) {
  if (typeof a == "boolean" || typeof b == "boolean") return truth(a) == truth(b);
  return typeof a == "number" || typeof b == "number" ? number(a) == number(b) : a == b;
}
// Each operator and function gets the values of its arguments as one list; functions.js has the rest.
var does = {
  "=": function (v) { return same(v[0], v[1]); },
  "!=": function (v) { return !same(v[0], v[1]); },
  "<": function (v) { return number(v[0]) < number(v[1]); },
  "<=": function (v) { return number(v[0]) <= number(v[1]); },
  ">": function (v) { return number(v[0]) > number(v[1]); },
  ">=": function (v) { return number(v[0]) >= number(v[1]); },
  "+": function (v) { return number(v[0]) + number(v[1]); },
  "-": function (v) { return number(v[0]) - number(v[1]); },
  "*": function (v) { return number(v[0]) * number(v[1]); },
  "div": function (v) { return number(v[0]) / number(v[1]); },
  "mod": function (v) { return number(v[0]) % number(v[1]); },
  "minus": function (v) { return -number(v[0]); },
  "true": function () { return true; },
  "false": function () { return false; },
  "not": function (v) { return !truth(v[0]); },
  "selected": function (v) { return codes(v[0]).indexOf(text(v[1])) >= 0; },
  "count-selected": function (v) { return codes(v[0]).length; }
};

// look: {answers, own, columns, today, names}
function value(tree, look) {
  var kind = tree[0], inner = function (part) { return value(part, look); };
  var holds = function (part) { return truth(inner(part)); };
  switch (kind) {
    case "var": return look.answers[tree[1]] || "";
    case "is": return tree[1];
    case "own": return look.own;
    case "column": return look.columns[tree[1]] || "";
    case "and": return tree.slice(1).every(holds);
    case "or": return tree.slice(1).some(holds);
    case "if": return inner(tree[holds(tree[1]) ? 2 : 3]);
    case "coalesce": return inner(tree[text(inner(tree[1])) ? 1 : 2]);
    case "today": return look.today;
    case "choice-name":
      var code = text(inner(tree[1])), known = look.names[text(inner(tree[2]))] || {};
      return code in known ? known[code] : code;
  }
  return does[kind](tree.slice(1).map(inner));
}

// What a field holds as it is kept: {value} or {wrong: [sentence, values]}, {} when nothing is.
function plain(said) {
  return said.replace(/\r\n/g, "\n").replace(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]/gu, "").normalize("NFC").trim();
}
function wrong(key, values) { return { wrong: [key, values || {}] }; }
var typed = {
  text: function (q, said) {
    said = plain(said);
    var length = letters(said).length;
    return length > q.long ? wrong("long", { longest: q.long, length: length }) : { value: said };
  },
  number: function (q, said) {
    said = said.replace(/\s/g, "").replace(/,/g, ".");
    if (!said) return {};
    if (!(q.whole ? /^-?\d+$/ : /^-?(\d+(\.\d*)?|\.\d+)$/).test(said)) return wrong(q.whole ? "whole" : "number");
    if (said.replace(/\D/g, "").length > 15) return wrong("number");
    if ("low" in q && +said < q.low) return wrong("low", { lowest: text(q.low) });
    if ("high" in q && +said > q.high) return wrong("high", { highest: text(q.high) });
    return { value: text(+said) };
  }
};
function chosen(q, sent, offered, several) {
  var given = (sent[q.id] || []).filter(function (code, at, all) { return code && all.indexOf(code) == at && (!offered || offered.indexOf(code) >= 0); });
  var alone = given.filter(function (code) { return (q.alone || []).indexOf(code) >= 0; }).length;
  if (!several) given = (sent[q.id] || []).slice(-1).filter(function (code) { return given.indexOf(code) >= 0; });
  else if (alone && given.length > 1) return wrong("exclusive");
  else if (q.most && given.length > q.most) return wrong("most", { most: q.most, chosen: given.length });
  else if (given.length && given.length < q.least && !alone) return wrong("least", { least: q.least, chosen: given.length });
  var own = table(), long;
  (q.own || []).forEach(function (code) {
    var said = given.indexOf(code) >= 0 && plain((sent[q.id + "." + code] || []).slice(-1)[0] || "");
    if (said && letters(said).length > 100) long = long || wrong("long", { longest: 100, length: letters(said).length });
    if (said) own[q.id + "." + code] = said;
  });
  return long || (given.length ? { value: several ? given : given[0], own: own } : {});
}
function rated(q, sent, asked) {
  var cells = table(), others = 0;
  q.rows.forEach(function (row) {
    var code = (sent[q.id + "." + row] || []).slice(-1)[0];
    if (code) { cells[row] = code; others += q.from && asked.indexOf(row) < 0; }
  });
  return others > (q.extra || 0) ? wrong("rows") : Object.keys(cells).length ? { value: cells } : {};
}

// One walk in order, as surveys/answers/reading.py walks.
function walk(rules, sent, today, names) {
  var found = { values: table(), shown: [], problems: table(), offered: table(), answers: table() };
  var look = { answers: found.answers, own: "", columns: {}, today: today, names: names || {} };
  rules.forEach(function (q) {
    if (q.show && !truth(value(q.show, look))) return;
    found.shown.push(q.id);
    if (q.kind == "note") return;
    var made, asked = q.rows && (q.from ? q.rows.filter(function (row) { return codes(found.answers[q.from] || "").indexOf(row) >= 0; }) : q.rows);
    if (q.pick) found.offered[q.id] = q.codes.filter(function (code) {
      return truth(value(q.pick, { answers: look.answers, own: "", columns: table(Object.assign({ name: code }, q.columns[code])), today: today, names: {} }));
    });
    if (q.made || q.kind == "hidden") {
      made = { value: q.made ? text(value(q.made, look)).replace(/^NaN$/, "") : q.preset || "" };
    } else if (q.rows) made = rated(q, sent, asked);
    else if (typed[q.kind]) made = typed[q.kind](q, (sent[q.id] || []).slice(-1)[0] || "");
    else made = chosen(q, sent, found.offered[q.id], q.kind == "multiple" || q.kind == "ranking");
    var given = made.value, empty = given === undefined || given === "";
    if (!made.wrong && q.need && (q.rows ? asked.some(function (row) { return empty || !given[row]; }) : empty)) made = wrong("required");
    if (!made.wrong && q.limit && !empty) {
      look.own = given.join ? given.join(" ") : q.rows ? Object.keys(given).join(" ") : given;
      if (!truth(value(q.limit, look))) made = wrong("limit");
      look.own = "";
    }
    if (made.wrong) { found.problems[q.id] = made.wrong; return; }
    if (empty) return;
    found.values[q.id] = given;
    found.answers[q.id] = given.join ? given.join(" ") : q.rows ? Object.keys(given).join(" ") : given;
    if (q.rows) Object.keys(given).forEach(function (row) { found.answers[q.id + "." + row] = given[row]; });
    Object.assign(found.values, made.own); Object.assign(found.answers, made.own);
  });
  return found;
}
