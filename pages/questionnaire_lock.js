// In the preview nothing can be kept or sent: storage is a box that is thrown away, and a form
// that is sent meets thanks that were there before. Filled in by pages/questionnaire_preview.py.
(function (thanks) {
  var kept = {}, shelf = {
    length: 0,
    key: function () { return null; },
    clear: function () { kept = {}; },
    getItem: function (name) { return name in kept ? kept[name] : null; },
    setItem: function (name, value) { kept[name] = String(value); },
    removeItem: function (name) { delete kept[name]; }
  };
  function put(owner, name, value) {
    try { Object.defineProperty(owner, name, { value: value, configurable: true }); } catch (refused) { return; }
  }
  put(window, 'localStorage', shelf);
  put(window, 'sessionStorage', shelf);
  put(window, 'caches', undefined);
  put(window, 'indexedDB', undefined);
  put(navigator, 'serviceWorker', undefined);
  put(navigator, 'sendBeacon', undefined);
  window.fetch = function () {
    var page = { status: 200, headers: { 'content-type': 'text/html;charset=utf-8' } };
    return Promise.resolve(new Response(thanks, page));
  };
})
