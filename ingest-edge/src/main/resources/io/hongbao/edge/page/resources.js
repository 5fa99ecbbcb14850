/**
 * Pictures that a phone has before the show. They are fetched outside waves, by each phone at its own
 * time within the policy's window, and lie in the browser's cache for good, since an address names a
 * content. A picture that is missing is drawn (art.js), and never waited for.
 */

import { advice } from "./advice.js";
import { toldInPage } from "./dom.js";

const LOOK_AGAIN_MS = 1000; // whether the wave is over
const AGAIN_MS = 2000; // spread to twice that
const TRIES = 5;
const KEPT_KEY = "hongbao-pictures";

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** The digest as the browser checks it: base64 of what the address has in hex. */
function integrity(sha256) {
  const bytes = sha256.match(/../g).map((two) => String.fromCharCode(parseInt(two, 16)));
  return "sha256-" + btoa(bytes.join(""));
}

/** Whether the policy spares this phone's owner the bytes. Browsers that do not say pay nothing. */
function isPaidFor() {
  const { connection } = navigator;
  return (
    advice.policy.prefetch.wifiOnly &&
    Boolean(connection) &&
    (connection.type === "cellular" || connection.saveData === true)
  );
}

/** Contents that the browser's cache may have from before. A browser that keeps nothing has none. */
function recallKept() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEPT_KEY) || "[]"));
  } catch (e) {
    return new Set();
  }
}

function keepKept(contents) {
  try {
    localStorage.setItem(KEPT_KEY, JSON.stringify(contents));
  } catch (e) {
    // The next visit fetches them again.
  }
}

export class Resources {
  /**
   * isQuiet says whether no wave is open or about to be; onProgress hears how many pictures of how
   * many are there.
   */
  constructor(isQuiet, onProgress) {
    this.isQuiet = isQuiet;
    this.onProgress = onProgress;
    this.there = new Map(); // addresses by the resource's id
    this.defaults = {};
    this.sentAwayMs = 0; // by an edge that sends as much as it may; that is no failure
  }

  /** Fetches what is missing. Ends, however it goes: without pictures the page plays on. */
  async prefetch() {
    try {
      await this.untilQuiet();
      const inPage = toldInPage("told-resources");
      const told = inPage ? JSON.parse(inPage) : await this.ask();
      if (told) {
        await this.fetchAll(told);
      }
    } catch (e) {
      // No edge answers, or somebody else does: pictures are drawn.
    }
  }

  async ask() {
    const response = await fetch("/v1/resources");
    return response.ok ? response.json() : null;
  }

  async fetchAll(told) {
    const kept = recallKept();
    const missing = [];
    for (const one of told.packages) {
      const fromCache = { cache: "only-if-cached", mode: "same-origin" };
      if (!kept.has(one.sha256) || !(await this.keep(one, fromCache))) {
        missing.push(one);
      }
    }
    this.defaults = told.defaults;
    if (missing.length === 0) {
      return;
    }
    await pause(told.fetchAfterMs + advice.policy.prefetch.windowMs * advice.phone);
    for (const one of missing) {
      let failures = 0;
      while (failures < TRIES && !(await this.keep(one, {}))) {
        failures += this.sentAwayMs > 0 ? 0 : 1;
        await pause(Math.max(this.sentAwayMs, AGAIN_MS) * (1 + Math.random()));
      }
      this.onProgress(this.there.size, told.packages.length);
    }
    keepKept(told.packages.filter((one) => this.there.has(one.id)).map((one) => one.sha256));
  }

  async untilQuiet() {
    while (!this.isQuiet() || isPaidFor()) {
      await pause(LOOK_AGAIN_MS);
    }
  }

  /** Whether the picture is there now, whole and with the content that its address says. */
  async keep(one, options) {
    await this.untilQuiet();
    this.sentAwayMs = 0;
    try {
      const address = "/r/" + one.sha256;
      const response = await fetch(address, { integrity: integrity(one.sha256), ...options });
      await response.arrayBuffer();
      this.sentAwayMs =
        response.status === 429 ? 1000 * (Number(response.headers.get("Retry-After")) || 1) : 0;
      if (response.ok) {
        this.there.set(one.id, address);
      }
      return response.ok;
    } catch (e) {
      return false; // not in the cache, broken off, or another content
    }
  }

  /** The address of a picture for a place in an answer, such as logo; null if it is to be drawn. */
  picture(id, place) {
    return this.there.get(id) || this.there.get(this.defaults[place]) || null;
  }
}
