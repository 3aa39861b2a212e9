// Sends what waits in the outbox. The page (later.js) and the service worker do it alike.
// An entry is "<when in ms> <address> <body>"; it is erased once the server has answered.
function sendEntry(entry) {
  var parts = entry.split(" ");
  if (!(+parts[0] > Date.now() - 2592e6)) return Promise.resolve("gone"); // thirty days old
  return fetch(parts[1], {
    method: "POST", body: parts[2], headers: { "Content-Type": "application/x-www-form-urlencoded" }
  }).then(function (reply) {
    if (reply.ok) return "sent";
    return [409, 410, 413, 422].indexOf(reply.status) < 0 ? "waits" : "gone";
  }, function () { return "waits"; });
}

// How each entry fared: "sent", "waits", or "gone" (refused, or too old). `but` is left alone.
function sendBox(but) {
  return caches.open("outbox").then(function (box) {
    return box.keys().then(function (keys) {
      return Promise.all(keys.filter(function (key) {
        return !/\/said$/.test(key.url) && !(but && key.url.slice(-but.length) == but);
      }).map(function (key) {
        return box.match(key).then(function (kept) { return kept ? kept.text() : ""; }).then(sendEntry)
          .then(function (how) { return how == "waits" ? how : box.delete(key).then(function () { return how; }); });
      }));
    });
  });
}
