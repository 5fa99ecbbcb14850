/*
 * Runs before all else, in a language that any browser understands (ES5): what keeps the page from
 * starting, and every error that nobody caught, becomes a sentence on the page, and one line in the
 * console.
 */
(function () {
  "use strict";

  var MAX_REPORTED = 20; // different faults; each of them once, however often it happens
  var NOT_OURS = /^(Script error\.?|ResizeObserver loop.*)$/;
  var EXTENSION = /^[a-z-]+-extension:/;

  var reported = [];
  var hasStarted = false;
  var hasFailed = false;

  function whenThePageIsThere(action) {
    if (document.readyState === "loading") {
      document.addEventListener("DOMContentLoaded", action);
    } else {
      action();
    }
  }

  /** The page cannot be played at all. The first reason is the one to know. */
  function fail(title, text) {
    if (hasFailed || hasStarted) {
      return;
    }
    hasFailed = true;
    whenThePageIsThere(function () {
      document.body.setAttribute("data-state", "failed");
      document.getElementById("title").textContent = title;
      document.getElementById("text").textContent = text;
    });
  }

  function isTooOld(why) {
    fail(
      "This browser is too old",
      "The page cannot start: " + why + ". Update the browser, or open the page in another one.");
  }

  /** A fault of the page's own: said to the user and in the console, and played on. */
  function report(error) {
    var text = error && error.name ? error.name + ": " + error.message : String(error);
    if (reported.indexOf(text) >= 0 || reported.length >= MAX_REPORTED) {
      return;
    }
    reported.push(text);
    console.error(error);
    if (boot.fault || hasFailed) {
      return; // one sentence is enough
    }
    boot.fault =
      "This page has a fault of its own (" + text + "). It is not your connection. " +
      "Load the page again; no packet is lost.";
    whenThePageIsThere(function () {
      var place = document.getElementById("fault");
      place.textContent = boot.fault;
      place.hidden = false;
    });
  }

  var boot = {
    /** What the page has to say about its own faults; null while there is none. */
    fault: null,
    report: report,

    /** Called by the page's own script, as that has been read and understood. */
    started: function () {
      hasStarted = !hasFailed;
      return hasStarted;
    }
  };
  window.hongbao = boot;

  window.addEventListener(
    "error",
    function (event) {
      var from = event.target;
      if (from && from !== window) {
        if (from.nodeName === "SCRIPT") {
          fail(
            "The page is not whole",
            "A part of it did not arrive. Check your connection, then load the page again.");
        }
        return; // without its style sheet the page plays on
      }
      if (NOT_OURS.test(event.message) || EXTENSION.test(event.filename || "")) {
        return;
      }
      event.preventDefault(); // the browser would write it into the console each time
      if (!hasStarted && event.error && event.error.name === "SyntaxError") {
        console.error(event.error);
        var file = String(event.filename).replace(/^.*\/|[?#].*$/g, "");
        isTooOld("it does not understand " + (file || "this page"));
      } else {
        report(event.error || new Error(event.message));
      }
    },
    true);

  window.addEventListener("unhandledrejection", function (event) {
    event.preventDefault();
    report(event.reason);
  });

  window.addEventListener("load", function () {
    if (!hasStarted) {
      fail(
        "The page did not start",
        "Load it again. If it still does not start, open it in another browser.");
    }
  });

  if (!("noModule" in document.createElement("script"))) {
    isTooOld("it knows no script modules");
  } else if (typeof fetch !== "function" || typeof Headers !== "function") {
    isTooOld("it has no fetch");
  } else if (typeof Promise !== "function") {
    isTooOld("it has no promises");
  } else if (!window.performance || typeof performance.now !== "function") {
    isTooOld("it has no steady clock");
  }
})();
