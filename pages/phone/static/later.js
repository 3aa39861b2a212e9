// What the form's page does once it is there: sends earlier forms, starts the service worker,
// takes away old drafts.
(function () {
  var form = document.forms[0], line, pause = 4, timer;
  if (!form) return;

  function tell(text) {
    if (!line) {
      line = document.createElement("p");
      line.className = "n"; line.setAttribute("role", "status");
      form.parentNode.insertBefore(line, form);
    }
    line.textContent = text;
  }
  function stored(act) { try { return act(localStorage); } catch (blocked) { return []; } }
  function names(start) {
    return stored(function (kept) { return Object.keys(kept).filter(function (name) { return name.indexOf(start) == 0; }); });
  }

  function sendStored(but) {
    return Promise.all(names("outbox ").filter(function (name) { return name != "outbox " + but; }).map(function (name) {
      return sendEntry(localStorage.getItem(name) || "").then(function (how) {
        if (how != "waits") stored(function (kept) { kept.removeItem(name); });
        return how;
      });
    }));
  }
  // What the service worker sent while no page was open: said once, then forgotten.
  function said() {
    return Promise.resolve().then(function () { return caches.open("outbox"); }).then(function (box) {
      return box.match("/k/-/said").then(function (note) {
        return note ? box.delete("/k/-/said").then(function () { return note.text(); }) : "";
      });
    }).catch(function () { return ""; });
  }
  function sendEarlier() {
    var own = form.id.value;
    clearTimeout(timer);
    Promise.all([
      Promise.resolve().then(function () { return sendBox(own); }).catch(function () { return []; }),
      sendStored(own), said()
    ]).then(function (all) {
      var fared = all[0].concat(all[1], all[2] || []);
      ["sent", "gone", "waits"].forEach(function (how) { if (fared.indexOf(how) >= 0) tell(later[how]); });
      if (fared.indexOf("waits") >= 0) timer = setTimeout(sendEarlier, Math.min(60, pause *= 2) * 1000);
    });
  }

  names("draft ").forEach(function (name) {
    stored(function (kept) { if (!(parseInt(kept.getItem(name)) > Date.now() - 432e5)) kept.removeItem(name); });
  });
  sendEarlier();
  addEventListener("online", sendEarlier);

  // That somebody began: an empty word for the unit's counter, nothing of the answers.
  var consent = form.querySelector("[data-consent]"), told;
  function begun() {
    var chosen = consent && consent.querySelector(":checked");
    if (told || (consent && (!chosen || chosen.value == "no"))) return;
    told = 1;
    try { navigator.sendBeacon(location.pathname + "/b"); } catch (none) {}
  }
  form.addEventListener("change", begun);
  if (consent) begun();

  // Recordings are fetched beforehand only where that costs nothing.
  function wanted() {
    var way = navigator.connection || {}, free = way.saveData === false && way.type != "cellular" && way.effectiveType == "4g";
    var sounds = [].map.call(document.querySelectorAll("[data-audio],audio[src]"), function (one) {
      return one.dataset.audio || one.getAttribute("src");
    }).join(" ").split(" ").filter(Boolean);
    return [location.href, document.querySelector("script[src]").src].concat(free ? sounds : []);
  }
  try {
    navigator.serviceWorker.addEventListener("message", function (event) { if (line) tell(later[event.data]); });
    navigator.serviceWorker.register("/k/worker.js", { scope: "/k/" }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (worker) { worker.active.postMessage({ keep: wanted() }); }).catch(function () {});
  } catch (none) {}
})();
