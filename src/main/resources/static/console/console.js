// What makes the console live. Everything works without it: it only saves loading pages again.
// A part of a page with data-live is refreshed, by htmx, when the server says that something has changed. There is one connection, and
// none while the page is hidden; where the connection is refused, the part is refreshed every five seconds instead.
"use strict";
(() => {
  const POLL = 5000;
  let source = null, timer = null, last = "", failures = 0, waiting = null;

  const part = () => document.querySelector("[data-live]");

  function refresh() {
    const live = part();
    // A form that somebody fills in, or a text that they select, is left alone until they are done.
    if (!live || live.contains(document.activeElement) && /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement.tagName)) return;
    window.htmx.ajax("GET", location.pathname + location.search, {
      source: live, target: live, select: "#" + live.id, swap: "outerHTML", headers: {"X-Console-Live": "true"}
    });
  }

  // Several changes at once are one refresh.
  function soon() {
    if (waiting === null) waiting = setTimeout(() => { waiting = null; refresh(); }, part() && part().id === "list" ? 1000 : 150);
  }

  function close() {
    if (source) source.close();
    clearInterval(timer);
    source = null;
    timer = null;
  }

  function poll() {
    if (timer === null) timer = setInterval(refresh, POLL);
  }

  function open() {
    const live = part();
    if (!live || source || document.hidden) return;
    if (!window.EventSource) { poll(); return; }
    const url = live.dataset.live;
    source = new EventSource(last ? url + (url.includes("?") ? "&" : "?") + "seen=" + encodeURIComponent(last) : url);
    source.addEventListener("changed", event => {
      failures = 0;
      clearInterval(timer);
      timer = null;
      if (event.data !== last) {
        const first = last === "" && event.data === live.dataset.version;
        last = event.data;
        if (!first) soon();
      }
    });
    source.addEventListener("error", () => {
      failures++;
      // The browser connects again by itself, unless it was refused: then there is no connection to be had for now.
      if (source && source.readyState === EventSource.CLOSED || failures > 3) { close(); refresh(); poll(); }
    });
  }

  document.addEventListener("visibilitychange", () => document.hidden ? close() : (refresh(), open()));
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", open);

  document.addEventListener("htmx:afterSettle", () => {
    const live = part();
    if (live && live.dataset.title) document.title = live.dataset.title;
    if (live && live.dataset.icon) document.querySelector("link[rel=icon]").href = live.dataset.icon;
    const status = document.querySelector("[role=status]"), news = document.getElementById("news");
    if (status && news && news.dataset.told !== status.textContent) {
      if (news.dataset.told) news.textContent = document.title.split(" · ")[0] + ": " + status.textContent.trim();
      news.dataset.told = status.textContent;
    }
    enhance(document);
  });

  function enhance(root) {
    root.querySelectorAll("button.copy").forEach(button => {
      button.hidden = !navigator.clipboard;
      button.onclick = () => navigator.clipboard.writeText(button.parentElement.querySelector("pre").textContent)
        .then(() => { button.textContent = "Copied"; });
    });
  }

  document.addEventListener("DOMContentLoaded", () => {
    const status = document.querySelector("[role=status]"), news = document.getElementById("news");
    if (status && news) news.dataset.told = status.textContent;
    // An error is what a reader wants to hear first.
    const problem = document.querySelector("[role=alert][tabindex]");
    if (problem) problem.focus();
    enhance(document);
    open();
  });
})();
