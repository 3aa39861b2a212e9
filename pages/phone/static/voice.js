// Reads a question aloud: its recording where there is one, otherwise the device's own voice.
(function () {
  var lang = document.documentElement.lang, speech = window.speechSynthesis, form = document.forms[0], stop;
  if (!form) return;

  // Only voices on the phone itself: others would send the words of the form to somebody else.
  function voice() {
    return speech && speech.getVoices().filter(function (one) {
      return one.localService && one.lang.toLowerCase().replace("_", "-").split("-")[0] == lang.split("-")[0];
    })[0];
  }
  function words(field) {
    var head = field.querySelector("legend").cloneNode(true);
    [].forEach.call(head.querySelectorAll("small,button,audio"), function (other) { other.remove(); });
    var rest = [].filter.call(field.querySelectorAll("p.n,li,label"), function (part) { return part.offsetParent; });
    return [head].concat(rest).map(function (part) { return part.textContent.trim(); }).filter(Boolean);
  }

  function speak(field, done) {
    var chosen = voice(), left = words(field), next;
    if (!chosen) return false;
    speech.cancel();
    next = function () {
      if (!left.length) return done();
      var saying = new SpeechSynthesisUtterance(left.shift());
      saying.voice = chosen; saying.lang = chosen.lang; saying.rate = 0.9;
      saying.onend = next; saying.onerror = done;
      speech.speak(saying);
    };
    next();
    return function () { left = []; next = done; speech.cancel(); };
  }
  function play(sounds, field, done, failed) {
    var left = sounds.slice(), sound = new Audio(), over;
    function next() {
      if (!left.length || over) return done();
      sound.src = left.shift();
      sound.play().catch(function () { if (!over) { over = true; failed(); } });
    }
    sound.onended = next;
    next();
    return function () { over = true; sound.pause(); };
  }

  function button(field, made, sounds) {
    function quiet() { made.textContent = later.hear; made.setAttribute("aria-pressed", "false"); stop = null; }
    function broken() {
      var instead = speak(field, quiet);
      if (instead) stop.end = instead; else { quiet(); made.textContent = later.mute; }
    }
    made.type = "button"; made.className = "v"; made.hidden = false;
    quiet();
    made.onclick = function () {
      var mine = stop && stop.field == field;
      if (stop) { stop.end(); if (stop) stop.quiet(); }
      if (mine) return;
      made.textContent = later.hush; made.setAttribute("aria-pressed", "true");
      stop = { field: field, quiet: quiet, end: function () {} };
      stop.end = (sounds.length ? play(sounds, field, quiet, broken) : speak(field, quiet)) || stop.end;
    };
  }

  function offer(field) {
    var known = field.querySelector("[data-audio]") || field.querySelector("audio[src]");
    var sounds = field.dataset.audio || known && (known.dataset.audio || known.getAttribute("src")) || "";
    if (field.querySelector("button.v") && field.querySelector("button.v") != known) return;
    if (!sounds && !voice()) return;
    var made = known && known.tagName == "BUTTON" ? known : document.createElement("button");
    if (known && known != made) known.hidden = true;
    if (made != known) field.insertBefore(made, field.querySelector("legend").nextSibling);
    button(field, made, sounds.split(" ").filter(Boolean));
  }
  function offerAll() {
    [].forEach.call(form.querySelectorAll("fieldset"), function (field) {
      if (field.querySelector("legend") && !field.querySelector("template")) offer(field);
    });
  }

  offerAll();
  if (speech && speech.addEventListener) speech.addEventListener("voiceschanged", offerAll);
  new MutationObserver(offerAll).observe(form, { childList: true }); // cards that follow from an answer
  function leave() { if (stop && !stop.field.offsetParent) { stop.end(); if (stop) stop.quiet(); } }
  document.addEventListener("click", function () { leave(); setTimeout(leave, 50); });
})();
