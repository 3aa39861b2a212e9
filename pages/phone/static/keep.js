// What a phone keeps of a form that is not sent yet: the draft, and the outbox. form.js calls it.
// The outbox lies in Cache Storage, where the service worker reaches it too, otherwise in localStorage.
function helping() { return /[?&]m=help/.test(location.search); }

// The draft: one a form address, for twelve hours, and never on a helper's device.
var draftName = "draft " + location.pathname;
function dropDraft() { try { localStorage.removeItem(draftName); } catch (blocked) {} }
function keepDraft(text) {
  try { if (!helping()) localStorage.setItem(draftName, Date.now() + " " + text); } catch (blocked) {}
}
function draftKept() {
  var kept = "";
  try { kept = localStorage.getItem(draftName) || ""; } catch (blocked) {}
  if (!helping() && parseInt(kept) > Date.now() - 432e5) return kept.slice(kept.indexOf(" ") + 1);
  dropDraft();
  return "";
}

// Puts a form into the outbox, or with "" takes it out; promises whether that was possible.
function outbox(id, entry) {
  return Promise.resolve().then(function () { return caches.open("outbox"); }).then(function (box) {
    return entry ? box.put("/k/-/" + id, new Response(entry)) : box.delete("/k/-/" + id);
  }).catch(function () {
    if (entry) localStorage.setItem("outbox " + id, entry); else localStorage.removeItem("outbox " + id);
  }).then(function () { return true; }, function () { return false; });
}

// A helper's device starts over, as soon as the form can be had again.
function startOver() {
  fetch(location.href).then(function (reply) {
    if (!reply.ok) throw reply;
    location.replace(location.href);
  }).catch(function () { setTimeout(startOver, 5e3); });
}

// Sends until the server has answered. Calls tell("page", html, status) then; before, whenever it
// did not get through, tell("waits", what to say, how to try at once). The form is in the outbox
// from the beginning; a form `passing` by (somebody declines) never is.
function deliver(body, tell, passing) {
  var say = JSON.parse(document.forms[0].dataset.say), id = new URLSearchParams(body).get("id");
  var to = location.pathname + location.search, tries = 0, timer, over, left;
  if (helping()) body += "&mode=helped";
  var stored = passing ? Promise.resolve(false) : outbox(id, Date.now() + " " + to + " " + body);
  stored.then(function (kept) { if (kept && !over) dropDraft(); });

  function attempt() {
    var line = new AbortController();
    clearTimeout(timer);
    timer = setTimeout(function () { line.abort(); }, 3e4);
    fetch(to, { method: "POST", body: new URLSearchParams(body), signal: line.signal }).then(function (reply) {
      if (!reply.ok && [409, 410, 413, 422].indexOf(reply.status) < 0) throw reply;
      return reply.text().then(function (page) { return [page, reply.status]; });
    }).then(done, wait);
  }
  function done(reply) {
    over = 1;
    clearTimeout(timer);
    removeEventListener("online", attempt);
    dropDraft();
    stored.then(function () { return outbox(id, ""); }).then(function () {
      tell("page", reply[0], reply[1]);
      if (reply[1] != 422) leave();
    });
  }
  function leave() {
    if (helping()) {
      left = left || setTimeout(startOver, say.code ? 6e4 : 6e3); // a code is to be written down
      if (window.helped) helped();
    } else try { caches.delete("form"); } catch (none) {}
  }
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(attempt, Math.min(30, 2 << tries++) * 1e3);
    stored.then(function (kept) {
      return kept ? navigator.serviceWorker.getRegistration().then(function (worker) {
        return worker.sync.register("outbox");
      }).then(function () { return "alone"; }) : "stay";
    }).catch(function () { return "reopen"; }).then(function (how) {
      if (over) return;
      tell("waits", say[how] + (say.code ? " " + say.code + " " + id.match(/.{1,4}/g).join(" ") : ""), attempt);
      if (helping() && how != "stay") leave();
    });
  }
  addEventListener("online", attempt);
  attempt();
}

// What is not needed for the first answer comes after the page: static/later.js.
addEventListener("load", function () {
  var more = document.createElement("script");
  more.src = "/k/later.js?l=" + document.documentElement.lang;
  document.head.appendChild(more);
});
