// A helper's device (?m=help): says that it starts over, and forgets a form that was left alone.
(function () {
  var idle, box;
  if (!/[?&]m=help/.test(location.search) || !document.forms[0]) return;

  function show(text) {
    box = document.createElement("div");
    box.className = "k"; box.setAttribute("role", "alert");
    box.appendChild(document.createElement("p")).textContent = text;
    document.body.appendChild(box);
  }
  function offer(text, act) {
    var made = box.appendChild(document.createElement("div")).appendChild(document.createElement("button"));
    made.parentNode.className = "z"; made.className = "g"; made.type = "button";
    made.textContent = text; made.onclick = act;
    return made;
  }
  function warn() {
    show(later.idle);
    offer(later.here, function () { stir(); }).focus();
    idle = setTimeout(function () { box.remove(); clear(); again(); }, 3e4);
  }
  function stir(event) {
    if (event && box && box.contains(event.target)) return; // its button answers when let go
    clearTimeout(idle);
    if (box) box.remove();
    box = null;
    idle = setTimeout(warn, 18e4);
  }

  function clear() {
    var form = document.forms[0];
    if (!form || !form.dataset.say) return;
    HTMLFormElement.prototype.reset.call(form); // a question may be called reset
    [].forEach.call(form.querySelectorAll("form>*"), function (part) { part.hidden = true; part.className = ""; });
  }
  function again() {
    fetch(location.href).then(function (reply) {
      if (!reply.ok) throw reply;
      location.replace(location.href);
    }).catch(function () { setTimeout(again, 5e3); });
  }

  // keep.js calls it when a form was sent or put away: nothing of it stays on the screen.
  window.helped = function () {
    clearTimeout(idle);
    ["pointerdown", "keydown", "input"].forEach(function (kind) { removeEventListener(kind, stir, true); });
    if (box) box.remove();
    clear();
    show(later.over);
    box.className = "";
    offer(later.now, again);
    document.body.insertBefore(box, document.body.firstChild);
  };
  ["pointerdown", "keydown", "input"].forEach(function (kind) { addEventListener(kind, stir, true); });
  stir();
})();
