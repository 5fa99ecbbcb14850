/**
 * The server's clock as this phone knows it. The phone's own clock may be wrong by any amount: only
 * its steady one (performance.now) is used. Each sample says that the server's time was S at some
 * moment between asking and hearing; the one with the shortest round trip errs least, by at most
 * half of it.
 */

const KEPT_MS = 120000; // phones drift by some milliseconds in that time

export class ServerClock {
  constructor() {
    this.samples = [];
    this.isDoubtful = false;
    this.doubts = 0;
  }

  /**
   * One sample: what the server said, and the steady clock when it was asked and heard. One that was
   * asked before the last doubt counts for nothing: the steady clock may have stood in between.
   *
   * @param doubts how many doubts there had been when it was asked
   */
  add(serverMs, askedAtMs, heardAtMs, doubts) {
    if (doubts !== this.doubts) {
      return;
    }
    this.samples = this.isDoubtful
      ? []
      : this.samples.filter((it) => heardAtMs - it.heardAtMs < KEPT_MS);
    this.isDoubtful = false;
    this.samples.push({
      heardAtMs,
      roundTripMs: heardAtMs - askedAtMs,
      aheadMs: serverMs - (askedAtMs + heardAtMs) / 2,
    });
  }

  /**
   * The next sample replaces all others, for after a sleep in which the steady clock may have stood.
   * Until then they are the best there is.
   */
  doubt() {
    this.isDoubtful = true;
    this.doubts++;
  }

  get isKnown() {
    return this.samples.length > 0;
  }

  /** The server's time now, in epoch milliseconds. */
  nowMs() {
    return performance.now() + this.best().aheadMs;
  }

  /** By how much that may be wrong, either way. */
  errorMs() {
    return this.best().roundTripMs / 2;
  }

  best() {
    return this.samples.reduce((a, b) => (b.roundTripMs < a.roundTripMs ? b : a));
  }
}
