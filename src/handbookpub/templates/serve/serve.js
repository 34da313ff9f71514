// The live preview: rows that change are replaced one by one, so that place, focus and half-typed text stay.
"use strict";
(function () {
  var page = document.getElementById("page"), rows = document.getElementById("rows");
  var told = document.getElementById("told"), by = document.getElementById("by");
  var hiding;

  function tell(words, isBad) {
    told.textContent = words;
    told.className = isBad ? "told bad" : "told";
    clearTimeout(hiding);
    if (!isBad) { hiding = setTimeout(function () { told.textContent = ""; }, 6000); }
  }
  function made(html) {
    var box = document.createElement("template");
    box.innerHTML = html; // made by our own templates, which escape every word of the book; the policy runs no script
    return box.content.firstElementChild;
  }

  // --- what somebody is doing in a row outlives the row ---

  function typed(row) {
    var fields = row.querySelectorAll("textarea");
    return Array.prototype.some.call(fields, function (field) { return field.value !== field.defaultValue; });
  }
  function kept(row) {
    var active = document.activeElement, forms = {};
    row.querySelectorAll("details[data-form]").forEach(function (box) {
      var field = box.querySelector("textarea");
      forms[box.dataset.form] = {
        open: box.open, dirty: field.value !== field.defaultValue, value: field.value, base: base(row, box),
        height: field.style.height, start: field.selectionStart, end: field.selectionEnd, focus: field === active
      };
    });
    return { forms: forms, picks: picks(row), focus: row.contains(active) ? path(row, active) : null };
  }
  function base(row, box) { return box.dataset.base || row.dataset.base; }
  function picks(row) {
    return Array.prototype.map.call(row.querySelectorAll('.pick[aria-pressed="true"]'), function (one) {
      return one.dataset.side + one.closest(".piece").dataset.print;
    });
  }
  function path(row, element) { // by what it is for, else by what it is
    if (element === row) { return ""; }
    var act = element.dataset && element.dataset.act;
    if (act) { return '[data-act="' + act + '"]'; }
    var box = element.closest("details[data-form]");
    if (box) { return '[data-form="' + box.dataset.form + '"] ' + element.localName + (element.type ? '[type="' + element.type + '"]' : ""); }
    return element.localName + (element.className ? "." + element.className.split(" ").join(".") : "");
  }
  function restore(row, was) {
    Object.keys(was.forms).forEach(function (name) {
      var box = row.querySelector('[data-form="' + name + '"]'), form = was.forms[name];
      if (!box) { return; }
      var field = box.querySelector("textarea");
      box.open = form.open;
      if (form.dirty) {
        field.value = form.value;
        if (name === "edit" && form.base !== row.dataset.base) { box.dataset.base = form.base; }
      }
      if (form.focus) { field.focus({ preventScroll: true }); field.setSelectionRange(form.start, form.end); }
    });
    row.querySelectorAll(".pick").forEach(function (one) {
      if (was.picks.indexOf(one.dataset.side + one.closest(".piece").dataset.print) >= 0) { one.setAttribute("aria-pressed", "true"); }
    });
    if (was.focus !== null && !row.contains(document.activeElement)) {
      var again = was.focus ? row.querySelector(was.focus) : row;
      (again || row).focus({ preventScroll: true });
    }
  }

  // --- rows from the server ---

  function anchor() { // the row at the top of the window, and where it is: it stays there
    var list = rows.children, i;
    for (i = 0; i < list.length; i += 1) {
      var box = list[i].getBoundingClientRect();
      if (box.height && box.bottom > 90) { return { key: list[i].dataset.key, top: box.top }; }
    }
    return null;
  }
  function update(news) {
    var place = anchor(), changed = 0, before = null, wanted = {};
    news.order.forEach(function (each) { wanted[each[0]] = true; });
    Array.prototype.slice.call(rows.children).forEach(function (row) {
      if (wanted[row.dataset.key]) { return; }
      if (typed(row)) { row.classList.add("lost"); tell("a paragraph with text that you typed is gone from the file: copy the text", true); } else { row.remove(); }
    });
    news.order.forEach(function (each) {
      var key = each[0], row = document.getElementById(key), html = news.rows[key];
      if (html && row) {
        var was = kept(row), fresh = made(html);
        row.replaceWith(fresh);
        restore(fresh, was);
        row = fresh;
      } else if (html) {
        row = made(html);
      }
      if (!row) { return; }
      if (html) { row.classList.add("fresh"); changed += 1; }
      if (before ? before.nextElementSibling !== row : rows.firstElementChild !== row) {
        rows.insertBefore(row, before ? before.nextElementSibling : rows.firstElementChild);
      }
      lines(row, each[2], each[3]);
      before = row;
    });
    document.getElementById("summary").innerHTML = news.summary;
    filter();
    chosen();
    var again = place && document.getElementById(place.key);
    if (again) { scrollBy(0, again.getBoundingClientRect().top - place.top); }
    page.dataset.updates = String(Number(page.dataset.updates || 0) + 1);
    page.dataset.changed = String(changed);
  }
  function lines(row, source, target) {
    row.querySelector('[data-line="source"]').textContent = source;
    row.querySelector('[data-line="target"]').textContent = target;
    var print = row.querySelector(".print");
    if (print) { print.setAttribute("href", print.dataset.href + target); }
  }
  function listen() {
    var stream = new EventSource(page.dataset.stream), was = false;
    stream.onmessage = function (event) {
      var news = JSON.parse(event.data);
      if (news.order) { update(news); } else { team(news.body); }
    };
    stream.onopen = function () { if (was) { tell("the server is back", false); } was = true; };
    stream.onerror = function () { tell("the server does not answer: what you see may be old", true); };
    addEventListener("pagehide", function () { stream.close(); });
    addEventListener("pageshow", function (event) { if (event.persisted) { location.reload(); } });
  }
  function team(html) {
    var body = document.getElementById("body");
    var open = Array.prototype.map.call(body.querySelectorAll("details[open][id]"), function (one) { return one.id; });
    var active = document.activeElement, link = body.contains(active) && active.getAttribute("href");
    body.innerHTML = html;
    open.forEach(function (id) { var box = document.getElementById(id); if (box) { box.open = true; } });
    if (link) { var again = body.querySelector('a[href="' + link + '"]'); if (again) { again.focus({ preventScroll: true }); } }
  }

  // --- clicks ---

  function send(action, data, done) {
    fetch(page.dataset.path + "/" + action, {
      method: "POST", body: JSON.stringify(data), credentials: "omit", referrerPolicy: "no-referrer",
      headers: { "Content-Type": "application/json", "X-Handbookpub-Token": page.dataset.token }
    }).then(function (answer) {
      return answer.headers.get("content-type").indexOf("json") < 0
        ? answer.text().then(function (words) { return { refused: answer.status === 403 || answer.status === 413 ? words : "this could not be done (" + answer.status + ")" }; })
        : answer.json();
    }).then(function (answer) {
      tell(answer.refused || answer.said, Boolean(answer.refused));
      if (!answer.refused && done) { done(); }
    }).catch(function () { tell("the server does not answer: nothing was done", true); });
  }
  function named(action) {
    if (["close", "pair", "edit"].indexOf(action) >= 0 || by.value.trim()) { return true; }
    tell("type your name first; anonymous-1 is a name too", true);
    by.focus();
    return false;
  }
  function about(row) { return { row: row.dataset.key, base: row.dataset.base, print: row.dataset.print, by: by.value }; }

  function start() {
    rows.addEventListener("click", function (event) {
      var button = event.target.closest("button");
      if (!button) { return; }
      if (button.classList.contains("pick")) { pick(button); return; }
      if (button.dataset.act && named(button.dataset.act)) { send(button.dataset.act, about(button.closest(".row"))); }
    });
    rows.addEventListener("submit", function (event) {
      event.preventDefault();
      var form = event.target, row = form.closest(".row"), box = form.closest("details"), field = form.querySelector("textarea");
      if (!named(form.dataset.act)) { return; }
      var data = about(row);
      data.base = base(row, box);
      data.text = field.value;
      send(form.dataset.act, data, function () {
        var now = document.getElementById(row.dataset.key), here = now && now.querySelector('[data-form="' + box.dataset.form + '"]');
        if (!here) { return; }
        here.querySelector("form").reset();
        delete here.dataset.base;
        here.open = false;
        here.querySelector("summary").focus({ preventScroll: true });
      });
    });
    rows.addEventListener("reset", function (event) { delete event.target.closest("details").dataset.base; });
    document.getElementById("filter").addEventListener("change", filter);
    document.getElementById("next").addEventListener("click", function () { go(1); });
    document.getElementById("previous").addEventListener("click", function () { go(-1); });
    document.getElementById("pairing").addEventListener("click", function () { pairing(!document.body.classList.contains("pairing")); });
    document.getElementById("unpair").addEventListener("click", function () { pairing(false); });
    document.getElementById("pair").addEventListener("click", pair);
    addEventListener("keydown", function (event) {
      if (event.ctrlKey || event.altKey || event.metaKey || /^(input|textarea|select)$/.test(event.target.localName)) { return; }
      if (event.key === "n") { go(1); } else if (event.key === "p") { go(-1); } else if (event.key === "Escape") { pairing(false); }
    });
    filter();
  }

  // --- going round ---

  function filter() {
    var on = document.getElementById("filter").checked, shown = 0;
    Array.prototype.forEach.call(rows.children, function (row) {
      row.hidden = on && !("wants" in row.dataset) && !row.classList.contains("lost") && !typed(row) && !row.contains(document.activeElement);
      if (!row.hidden) { shown += 1; }
    });
    document.querySelector(".nothing").hidden = shown > 0;
  }
  function go(step) {
    var list = Array.prototype.slice.call(rows.querySelectorAll(".row[data-wants]"));
    if (!list.length) { tell("nothing here wants work", false); return; }
    var here = document.activeElement.closest(".row"), next;
    if (step < 0) { list.reverse(); }
    next = list.find(function (row) {
      if (here) { return row !== here && Boolean(here.compareDocumentPosition(row) & (step > 0 ? 4 : 2)); }
      return step > 0 ? row.getBoundingClientRect().bottom > 90 : row.getBoundingClientRect().bottom < 90;
    }) || list[0];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "start" });
  }

  // --- pairs ---

  function pairing(on) {
    document.body.classList.toggle("pairing", on);
    document.getElementById("pairing").setAttribute("aria-pressed", String(on));
    document.getElementById("pairs").hidden = !on;
    if (!on) { rows.querySelectorAll('.pick[aria-pressed="true"]').forEach(function (one) { one.setAttribute("aria-pressed", "false"); }); }
    chosen();
  }
  function pick(button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
    chosen();
  }
  function sides() {
    var found = { sources: [], targets: [] };
    rows.querySelectorAll('.pick[aria-pressed="true"]').forEach(function (one) {
      var piece = one.closest(".piece");
      found[one.dataset.side].push([one.closest(".row").dataset.key, Number(piece.dataset.piece), piece.dataset.print]);
    });
    return found;
  }
  function chosen() {
    var found = sides();
    document.getElementById("chosen").textContent = "Chosen: " + found.sources.length + " of the source, " + found.targets.length + " of the translation.";
    document.getElementById("pair").disabled = !found.sources.length || !found.targets.length;
  }
  function pair() { send("pair", sides(), function () { pairing(false); }); }

  if (rows) { start(); }
  listen();
})();
