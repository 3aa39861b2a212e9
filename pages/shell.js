// The browser's side of the frame: Streamlit's own English words in Vietnamese, and the way to
// sign in when a session has ended. Filled in by pages/shell.py.
(function (pairs, signIn, ended) {
  'use strict';
  var root = document.documentElement;
  var ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];
  var OWN_WORDS = 'textarea, input, [contenteditable], script, style';
  var TEXT = 3, ELEMENT = 1, ELEMENTS_AND_TEXTS = 5;
  var exact = new Map(), patterns = [];
  var before = new WeakMap(); // node -> what Streamlit wrote there, and what stands there now

  // Months, days and numbers of Streamlit's widgets follow the language of the screen, not the
  // browser's, which in many offices is English.
  Object.defineProperty(navigator, 'language', { get: function () {
    return root.lang === 'vi' ? 'vi-VN' : 'en-GB';
  } });
  Object.defineProperty(navigator, 'languages', { get: function () { return [navigator.language]; } });

  pairs.forEach(function (pair) {
    if (pair[0].indexOf('{') < 0) { exact.set(pair[0], pair[1]); return; }
    var names = [];
    var source = pair[0].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, function (_, name) {
      names.push(name);
      return name === 'number' || name === 'count' ? '([\\d.,]+)' : '(.+?)';
    });
    patterns.push([new RegExp('^' + source + '$'), names, pair[1]]);
  });

  // "Monday, November 23, 2026": calendars say the chosen day in English whatever the screen speaks.
  function inFigures(words) {
    if (!/^([A-Z][a-z]+, )?[A-Z][a-z]+ \d{1,2}, \d{4}$/.test(words)) return words;
    var day = new Date(words);
    return isNaN(day) ? words : day.getDate() + '/' + (day.getMonth() + 1) + '/' + day.getFullYear();
  }

  function said(text) {
    var words = text.trim();
    if (!words || words.length > 300) return text;
    if (exact.has(words)) return text.replace(words, exact.get(words));
    for (var i = 0; i < patterns.length; i++) {
      var hit = patterns[i][0].exec(words);
      if (hit) return patterns[i][1].reduce(function (sentence, name, at) {
        return sentence.replace('{' + name + '}', inFigures(hit[at + 1]));
      }, patterns[i][2]);
    }
    return text;
  }

  // "Fullscreen: name of the chart"
  function named(label) {
    var whole = said(label), at = label.indexOf(': ');
    return whole !== label || at < 0 ? whole : said(label.slice(0, at)) + label.slice(at);
  }

  function leave(node) {
    if (node.data.indexOf(ended) < 0) return;
    location.assign(signIn + '?next=' + encodeURIComponent(location.pathname + location.search));
  }

  function textNode(node) {
    leave(node);
    if (!node.parentElement || node.parentElement.closest(OWN_WORDS)) return;
    var words = said(node.data);
    if (words === node.data) return;
    before.set(node, [node.data, words]);
    node.data = words;
  }

  function attributes(element) {
    ATTRIBUTES.forEach(function (name) {
      var value = element.getAttribute(name), words = value && named(value);
      if (!value || words === value) return;
      before.set(element, Object.assign(before.get(element) || {}, { [name]: [value, words] }));
      element.setAttribute(name, words);
    });
  }

  function textBack(node) {
    var kept = before.get(node);
    if (kept && node.data === kept[1]) node.data = kept[0];
  }

  function attributesBack(element) {
    var kept = before.get(element) || {};
    Object.keys(kept).forEach(function (name) {
      if (element.getAttribute(name) === kept[name][1]) element.setAttribute(name, kept[name][0]);
    });
  }

  function walk(node, ofText, ofElement) {
    if (node.nodeType === TEXT) { ofText(node); return; }
    if (node.nodeType !== ELEMENT) return;
    var walker = document.createTreeWalker(node, ELEMENTS_AND_TEXTS), next = node;
    do {
      if (next.nodeType === TEXT) ofText(next); else ofElement(next);
    } while ((next = walker.nextNode()));
  }

  function nothing() {}

  function language() {
    var mark = document.querySelector('form[data-lang]');
    if (!mark || mark.dataset.lang === root.lang) return;
    root.lang = mark.dataset.lang;
    if (root.lang === 'vi') walk(document.body, textNode, attributes);
    else walk(document.body, textBack, attributesBack);
  }

  new MutationObserver(function (changes) {
    language();
    var ours = root.lang === 'vi', text = ours ? textNode : leave, element = ours ? attributes : nothing;
    changes.forEach(function (change) {
      if (change.type === 'characterData') text(change.target);
      else if (change.type === 'attributes') element(change.target);
      else change.addedNodes.forEach(function (node) { walk(node, text, element); });
    });
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES
  });
})
