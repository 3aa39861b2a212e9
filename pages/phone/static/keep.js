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

// Sends until the server has answered. Calls tell("page", html, status) then; before, whenever it
// did not get through, tell("waits", what to say, how to try at once). The form is in the outbox
// from the beginning; a form `passing` by (somebody declines) never is.
function deliver(body, tell, passing) {
  var say = JSON.parse(document.forms[0].dataset.say), id = new URLSearchParams(body).get("id");
  var to = location.pathname + location.search, tries = 0, timer;
  if (helping()) body += "&mode=helped";
  var stored = passing ? Promise.resolve(false) : outbox(id, Date.now() + " " + to + " " + body);
  stored.then(function (kept) { if (kept) dropDraft(); });

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
    clearTimeout(timer);
    removeEventListener("online", attempt);
    dropDraft();
    stored.then(function () { return outbox(id, ""); }).then(function () {
      if (helping()) setTimeout(function () { location.replace(to); }, 6e3);
      else if (reply[1] != 422) try { caches.delete("form"); } catch (none) {}
      tell("page", reply[0], reply[1]);
    });
  }
  function wait() {
    clearTimeout(timer);
    timer = setTimeout(attempt, Math.min(30, 2 << tries++) * 1e3);
    stored.then(function (kept) {
      return kept ? navigator.serviceWorker.getRegistration().then(function (worker) {
        return worker.sync.register("outbox");
      }).then(function () { return "alone"; }).catch(function () { return "reopen"; }) : "stay";
    }).catch(function () { return "reopen"; }).then(function (how) { if (timer) tell("waits", say[how], attempt); });
  }
  addEventListener("online", attempt);
  attempt();
}
