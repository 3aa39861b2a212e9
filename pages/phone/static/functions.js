// The functions and kinds of answer that only some surveys use; the page brings them along when
// its survey does. Same results as surveys/expressions/functions.py and surveys/answers/fields.py.

function dayOf(days) {
  if (!(Math.abs(days) <= 29e5)) return "";
  var made = new Date(Math.floor(days) * 864e5);
  return made.getUTCFullYear() > 0 ? made.toISOString().slice(0, 10) : "";
}
function cut(value) { value = number(value); return value != value ? 0 : Math.trunc(Math.max(-1e9, Math.min(1e9, value))); }
function power(base, exponent) {
  var product = 1;
  base = number(base); exponent = number(exponent);
  if (exponent % 1 || !(Math.abs(exponent) <= 64)) return NaN;
  for (var i = Math.abs(exponent); i-- > 0;) product *= base;
  return exponent < 0 ? 1 / product : product;
}
function filled(list) { return list.filter(function (value) { return value !== ""; }); }
function extreme(list, choose) { list = filled(list).map(number); return list.length ? choose.apply(null, list) : NaN; }
function firstOf(list) { return list[0]; }


Object.assign(does, {
  "boolean": function (v) { return truth(v[0]); },
  "boolean-from-string": function (v) { return text(v[0]) == "true" || text(v[0]) == "1"; },
  "once": firstOf, "indexed-repeat": firstOf,
  "string": function (v) { return text(v[0]); },
  "concat": function (v) { return v.map(text).join(""); },
  "join": function (v) { return filled(v.slice(1)).map(text).join(text(v[0])); },
  "contains": function (v) { return text(v[0]).indexOf(text(v[1])) >= 0; },
  "starts-with": function (v) { return text(v[0]).startsWith(text(v[1])); },
  "ends-with": function (v) { return text(v[0]).endsWith(text(v[1])); },
  "substr": function (v) { return letters(v[0]).slice(cut(v[1]), v.length > 2 ? cut(v[2]) : undefined).join(""); },
  "substring-before": function (v) { return text(v[0]).slice(0, Math.max(0, text(v[0]).indexOf(text(v[1])))); },
  "substring-after": function (v) {
    var at = text(v[0]).indexOf(text(v[1]));
    return at < 0 ? "" : text(v[0]).slice(at + text(v[1]).length);
  },
  "string-length": function (v) { return letters(v[0]).length; },
  "normalize-space": function (v) { return codes(v[0]).join(" "); },
  "upper-case": function (v) { return text(v[0]).toUpperCase(); },
  "lower-case": function (v) { return text(v[0]).toLowerCase(); },
  "translate": function (v) {
    var from = letters(v[1]), to = letters(v[2]);
    return letters(v[0]).map(function (c) { var at = from.indexOf(c); return at < 0 ? c : to[at] || ""; }).join("");
  },
  "regex": function (v) { return new RegExp("^(?:" + v[1] + ")$", "u").test(text(v[0])); },
  "selected-at": function (v) { return codes(v[0])[number(v[1])] || ""; },
  "number": function (v) { return number(v[0]); },
  "int": function (v) { return Math.trunc(number(v[0])) + 0; },
  "round": function (v) {
    var exact = number(v[0]), shift = Math.max(-15, Math.min(15, v.length > 1 ? cut(v[1]) : 0));
    var size = power(10, Math.abs(shift)), scaled = shift < 0 ? exact / size : exact * size;
    if (!(Math.abs(scaled) < Infinity)) return exact;
    scaled = Math.floor(scaled + .5);
    return shift < 0 ? scaled * size : scaled / size;
  },
  "floor": function (v) { return Math.floor(number(v[0])) + 0; },
  "ceiling": function (v) { return Math.ceil(number(v[0])) + 0; },
  "abs": function (v) { return Math.abs(number(v[0])); },
  "pow": function (v) { return power(v[0], v[1]); },
  "min": function (v) { return extreme(v, Math.min); },
  "max": function (v) { return extreme(v, Math.max); },
  "sum": function (v) { return filled(v).map(number).reduce(function (a, b) { return a + b; }, 0); },
  "count": function (v) { return filled(v).length; },
  "count-non-empty": function (v) { return filled(v).length; },
  "date": function (v) { return dayOf(number(v[0])); },
  "format-date": function (v) {
    var exact = number(v[0]), day = dayOf(exact), two = function (n) { return (n < 10 ? "0" : "") + n; };
    if (!day) return "";
    var minute = Math.floor((exact - Math.floor(exact)) * 1440 + .5), p = day.split("-");
    var hour = Math.floor(minute / 60), part = {
      Y: p[0], y: p[0].slice(2), m: p[1], n: +p[1], d: p[2], e: +p[2], H: two(hour), h: hour, M: two(minute % 60), S: "00", "%": "%"
    };
    return text(v[1]).replace(/%(.)/g, function (all, code) { return part[code]; });
  },
  "decimal-date-time": function (v) { return number(v[0]); },
  "decimal-time": function (v) { return number(v[0]); }
});

Object.assign(typed, {
  date: function (q, said) {
    said = said.trim();
    if (!said) return {};
    var found = /^(\d{1,2})[\/.-](\d{1,2})[\/.-](\d{4})$/.exec(said), turned = /^(\d{4})-(\d\d)-(\d\d)$/.exec(said);
    var since = found ? sinceFirst(found[3], found[2], found[1]) : turned ? sinceFirst(turned[1], turned[2], turned[3]) : NaN;
    return since == since ? { value: dayOf(since) } : wrong("date");
  },
  time: function (q, said) {
    said = said.trim().toLowerCase();
    if (!said) return {};
    var found = /^(\d{1,2})(?:[:h.](\d\d)?)?$/.exec(said);
    if (!found || minutes(found[1], found[2] || 0) != minutes(found[1], found[2] || 0)) return wrong("time");
    return { value: ("0" + found[1]).slice(-2) + ":" + (found[2] || "00") };
  }
});
