// The service worker of the workers' forms: opens a scanned form without network, sends the outbox
// when the line returns, keeps recordings. It sees nothing but /k/, and keeps no answer.
var FORM = /^\/k\/([0-9A-Za-z-]{9,16}|later\.js)$/, SOUND = /^\/k\/a\//, MONTH = 2592e6;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) { event.waitUntil(self.clients.claim()); });

self.addEventListener("fetch", function (event) {
  var url = new URL(event.request.url);
  if (event.request.method != "GET" || url.origin != location.origin) return;
  if (FORM.test(url.pathname)) event.respondWith(fresh(event.request));
  else if (SOUND.test(url.pathname)) event.respondWith(sound(event.request));
});

self.addEventListener("message", function (event) {
  event.waitUntil(event.data.keep ? Promise.all(event.data.keep.map(keep)) : send());
});

self.addEventListener("sync", function (event) {
  if (event.tag == "outbox") event.waitUntil(send());
});

// Everything that waits; fails while something still does, so that the browser tries again.
function send() {
  return sendBox().then(function (fared) {
    var said = fared.indexOf("gone") >= 0 ? "gone" : fared.indexOf("sent") >= 0 ? "sent" : "";
    return tell(said).then(function () {
      if (fared.indexOf("waits") >= 0) throw new Error("waits");
    });
  });
}
// Told to the pages that are open, otherwise noted for the next one: one word, nothing of the form.
function tell(said) {
  if (!said) return Promise.resolve();
  return self.clients.matchAll({ type: "window", includeUncontrolled: true }).then(function (pages) {
    pages = pages.filter(function (page) { return FORM.test(new URL(page.url).pathname); });
    pages.forEach(function (page) { page.postMessage(said); });
    if (!pages.length) return caches.open("outbox").then(function (box) { return box.put("/k/-/said", new Response(said)); });
  });
}

// From the network, and from the phone without one.
function fresh(request) {
  return fetch(request).then(function (reply) {
    if (reply.status >= 500) throw reply;
    var copy = reply.clone();
    caches.open("form").then(function (kept) {
      return reply.ok && !reply.redirected ? kept.put(request.url, copy) : kept.delete(request.url);
    }).catch(function () {});
    return reply;
  }).catch(function (failed) {
    return caches.open("form").then(function (kept) {
      return kept.match(request.url).then(function (hit) {
        return hit || kept.match(request.url, { ignoreSearch: true });
      });
    }).then(function (hit) {
      if (hit && young(hit)) return hit;
      if (failed instanceof Response) return failed;
      throw failed;
    });
  });
}

function young(reply) { return Date.now() - Date.parse(reply.headers.get("date") || new Date()) < MONTH; }

// A page that was opened before the worker was there, or a recording nobody has played yet.
function keep(address) {
  var url = new URL(address, location.origin);
  if (url.origin != location.origin || !(FORM.test(url.pathname) || SOUND.test(url.pathname))) return null;
  return caches.open("form").then(function (kept) {
    return kept.match(url.href).then(function (hit) {
      return hit || fetch(url.href, { cache: "force-cache" }).then(function (reply) {
        if (reply.ok && !reply.redirected) return kept.put(url.href, reply);
      });
    });
  }).catch(function () {});
}

// Recordings never change: the phone's copy first. A player asks for parts; the copy is whole.
function sound(request) {
  return caches.open("form").then(function (kept) {
    return kept.match(request.url).then(function (hit) {
      return hit || fetch(request.url).then(function (reply) {
        if (reply.ok) kept.put(request.url, reply.clone()).catch(function () {});
        return reply;
      });
    });
  }).then(function (whole) {
    var range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get("range") || "");
    return range && whole.status == 200 ? part(whole, range) : whole;
  });
}

function part(whole, range) {
  return whole.arrayBuffer().then(function (bytes) {
    var first = +range[1], last = Math.min(range[2] ? +range[2] : bytes.byteLength, bytes.byteLength - 1);
    var headers = { "Content-Type": whole.headers.get("content-type") };
    if (first > last) return new Response("", { status: 416, headers: { "Content-Range": "bytes */" + bytes.byteLength } });
    headers["Content-Range"] = "bytes " + first + "-" + last + "/" + bytes.byteLength;
    headers["Content-Length"] = last - first + 1;
    return new Response(bytes.slice(first, last + 1), { status: 206, headers: headers });
  });
}
