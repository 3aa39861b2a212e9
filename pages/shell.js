// The browser's side of the frame: Streamlit's own English words in the officer's language, and
// the way to sign in when a session has ended. Filled in by pages/shell.py.
(function (pairs, signIn, ended) {
  'use strict';
  var root = document.documentElement;
  var tables = { vi: table(0, 1), en: table(1, 0) };
  var ATTRIBUTES = ['aria-label', 'title', 'placeholder', 'alt'];
  var OWN_WORDS = 'textarea, input, [contenteditable], script, style';

  function table(from, to) {
    var exact = new Map(), patterns = [];
    pairs.forEach(function (pair) {
      if (pair[from].indexOf('{') < 0) { exact.set(pair[from], pair[to]); return; }
      var names = [];
      var source = pair[from].replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, function (_, name) {
        names.push(name);
        return name === 'number' || name === 'count' ? '([\\d.,]+)' : '(.+?)';
      });
      patterns.push([new RegExp('^' + source + '$'), names, pair[to]]);
    });
    return { exact: exact, patterns: patterns };
  }

  function said(text) {
    var words = text.trim(), known = tables[root.lang] || tables.vi;
    if (!words || words.length > 200) return text;
    if (known.exact.has(words)) return text.replace(words, known.exact.get(words));
    for (var i = 0; i < known.patterns.length; i++) {
      var hit = known.patterns[i][0].exec(words);
      if (hit) return known.patterns[i][1].reduce(function (sentence, name, at) {
        return sentence.replace('{' + name + '}', hit[at + 1]);
      }, known.patterns[i][2]);
    }
    return text;
  }

  // "Fullscreen: name of the chart"
  function named(label) {
    var at = label.indexOf(': ');
    return at < 0 ? said(label) : said(label.slice(0, at)) + label.slice(at);
  }

  function textNode(node) {
    if (node.data.indexOf(ended) >= 0) {
      location.assign(signIn + '?next=' + encodeURIComponent(location.pathname + location.search));
      return;
    }
    if (!node.parentElement || node.parentElement.closest(OWN_WORDS)) return;
    var words = said(node.data);
    if (words !== node.data) node.data = words;
  }

  function attributes(element) {
    ATTRIBUTES.forEach(function (name) {
      var value = element.getAttribute(name), words = value && named(value);
      if (value && words !== value) element.setAttribute(name, words);
    });
  }

  function everything(node) {
    if (node.nodeType === 3) { textNode(node); return; }
    if (node.nodeType !== 1) return;
    var walker = document.createTreeWalker(node, 5), next = node; // elements and texts
    do {
      if (next.nodeType === 3) textNode(next); else attributes(next);
    } while ((next = walker.nextNode()));
  }

  function language() {
    var mark = document.querySelector('form[data-lang]');
    if (!mark || mark.dataset.lang === root.lang) return;
    root.lang = mark.dataset.lang;
    everything(document.body);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === 'characterData') textNode(change.target);
      else if (change.type === 'attributes') attributes(change.target);
      else change.addedNodes.forEach(everything);
    });
    language();
  }).observe(root, {
    subtree: true, childList: true, characterData: true, attributes: true,
    attributeFilter: ATTRIBUTES
  });
})
