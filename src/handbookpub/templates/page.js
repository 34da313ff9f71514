// Leaving in a hurry, and the same section in another language. Without this script every link still works.
"use strict";
(function () {
  var root = document.documentElement;
  var exits = document.querySelectorAll("a[data-exit]");
  var counter = document.querySelector(".presses");
  var presses = 0, since = 0, last = "";

  function leave() {
    root.className = "leaving"; // nothing of the page is seen while the other one loads
    document.title = "\u200b";
    location.replace(exits[0].href); // takes this page's place in the history
  }
  function count(n) {
    presses = n;
    counter.className = n ? "presses counting" : "presses";
    counter.textContent = n ? counter.getAttribute("data-hint") + " " + "\u25cf".repeat(n) + "\u25cb".repeat(3 - n) : "";
  }
  exits.forEach(function (link) {
    link.addEventListener("click", function (event) { event.preventDefault(); leave(); });
  });
  // Shift or Escape, three times within five seconds; any other key starts again.
  addEventListener("keyup", function (event) {
    if (event.key !== "Shift" && event.key !== "Escape") { return count(0); }
    if (event.key !== last || event.timeStamp - since > 5000) { count(0); since = event.timeStamp; }
    last = event.key;
    count(presses + 1);
    if (presses === 3) { leave(); }
  });
  // Coming back to a page the browser kept: show it again, the reader asked for it.
  addEventListener("pageshow", function () { root.className = ""; if (counter) { count(0); } });

  // Links to the other languages follow the section that is being read.
  function section() {
    var here = "", aimed = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var top = aimed ? aimed.getBoundingClientRect().top : -1;
    if (top >= 0 && top < innerHeight) { return location.hash; } // the reader came for this place and still sees it
    document.querySelectorAll("main h1[id], main h2[id], main h3[id]").forEach(function (heading) {
      if (heading.getBoundingClientRect().top < innerHeight / 3 && !heading.closest(".endnotes")) { here = "#" + heading.id; }
    });
    return here;
  }
  document.querySelectorAll("a[data-section]").forEach(function (link) {
    var address = link.getAttribute("href");
    if (/\/index\.html$/.test(address)) { return; }
    function aim() { link.setAttribute("href", address + section()); }
    ["click", "auxclick", "contextmenu", "focus", "pointerdown"].forEach(function (name) { link.addEventListener(name, aim); });
  });
})();
