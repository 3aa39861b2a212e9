// What a robot does on one screen of the form: fills in what it sees there, or goes on.
({ do: what, wish, keys }) => {
  const form = document.forms[0];
  const seen = (box) => box.getClientRects().length > 0 && getComputedStyle(box).visibility != "hidden";
  const all = (selector, from) => [...(from || form).querySelectorAll(selector)];
  const wished = (box) => wish[box.name] || [];
  const type = (box, value) => {
    if (box.value === value) return;
    box.value = value;
    for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
  };

  function next() {
    const on = document.querySelector(".k button.g"), at = on.getBoundingClientRect();
    const there = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2);
    if (there !== on) throw Error("something lies upon the button: " + (there && there.outerHTML));
    const before = form.querySelector("fieldset.on");
    on.click();
    const wrong = all("fieldset.on p.e").map((place) => place.textContent);
    return { wrong: wrong.join(" · "), sent: !wrong.length && form.querySelector("fieldset.on") === before };
  }

  function pick(field) {
    const boxes = all("input[type=radio],input[type=checkbox]", field).filter(seen);
    if (boxes.some((box) => keys.includes(box.name))) return;
    for (const box of boxes) if (box.type == "checkbox" && box.checked && !wished(box).includes(box.value)) box.click();
    for (const value of new Set(boxes.flatMap(wished)))
      for (const box of boxes) if (box.value == value && wished(box).includes(value) && !box.checked) box.click();
  }

  function place(field) {
    const places = all("select", field).filter(seen);
    places.forEach((box, at) => { box.value = wished(box)[at] || ""; });
  }

  if (what == "next") return next();
  const told = { said: {}, rank: [] }, done = new Set();
  const shown = () => all(what == "plain" ? "fieldset" : "fieldset.on").filter((field) => seen(field) && !done.has(field));
  const consent = form.querySelector("fieldset.on[data-consent]");
  for (let field; (field = shown()[0]); ) { // an answer may bring more to the same screen
    const id = field.dataset.row ? field.dataset.row + "." + field.dataset.code : field.id;
    done.add(field);
    told.said[id] = field.innerText;
    if (keys.includes(id)) told.rank.push(id);
    pick(field);
    place(field);
    for (const box of all("textarea,input[type=text]", field).filter(seen)) type(box, wished(box)[0] || "");
    if (field === consent) return { ...told, moved: true };
  }
  return told;
}
