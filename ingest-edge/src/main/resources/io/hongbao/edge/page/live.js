/**
 * The long connection to an edge, while there is one: shakes, packets and changes of the show go
 * over it. Whoever has none, as the browser knows no WebSocket, a proxy lets none through, or it
 * breaks again and again, loses nothing: edge.js makes the same calls over HTTP.
 */

import { advice } from "./advice.js";
import { NoReply } from "./edge.js";

const REPLY_WITHIN_MS = 15000;
const TAKEN_FOR_MS = 10000; // then a shake that is taken is asked for again
const RETURN_OVER_MS = 10000; // phones that lost an edge come to the next one over so long
const MAX_FAILURES = 3; // one after the other; then HTTP alone for a while
const REST_MS = 300000;
const STEADY_MS = 60000; // a connection that lasts so long was no failure
const GOING_AWAY = 1001;
const NO_CLOSE_FRAME = 1006;
const NOT_WELCOME = 1008;
const TRY_AGAIN_LATER = 1013;

/**
 * After how long to try again. An edge that sends phones away says when each shall come back; those
 * that lost it without a word, all at once, spread by themselves, and go on over HTTP meanwhile.
 */
export function pauseAfter(code, reason, failures) {
  const isSentAway = code === GOING_AWAY || code === TRY_AGAIN_LATER;
  if (isSentAway && /^[0-9]{1,4}$/.test(reason)) {
    return 1000 * Number(reason) + 1000 * Math.random();
  }
  const { firstMs, longestMs } = advice.policy.reconnect;
  return failures > MAX_FAILURES
    ? REST_MS * (1 + Math.random() / 2)
    : Math.min(firstMs * 2 ** failures, longestMs) + RETURN_OVER_MS * Math.random();
}

export class Live {
  /** onShow gets the show at once and at each change; onRecalled an answer that a break swallowed. */
  constructor(channel, onShow, onRecalled) {
    this.query = channel ? "?channel=" + encodeURIComponent(channel) : "";
    this.onShow = onShow;
    this.onRecalled = onRecalled;
    this.ticket = null;
    this.socket = null;
    this.origin = ""; // of the access point that it was opened to
    this.isReady = false;
    this.readyAtMs = 0;
    this.failures = 0;
    this.again = null;
    this.shaking = null; // what waits for an answer, and
    this.listing = null; // for the packets, and
    this.claiming = null; // for a claim: {resolve, reject, timer}
  }

  /** Goes by this ticket from now on; null for none. */
  use(ticket) {
    if (ticket === this.ticket) {
      return;
    }
    this.ticket = ticket;
    this.failures = 0;
    clearTimeout(this.again);
    this.leave();
    if (ticket) {
      this.open();
    }
  }

  /** Whether calls with this ticket can go over the connection now. */
  carries(ticket) {
    return this.isReady && ticket === this.ticket;
  }

  /** Goes to where calls go by now, if that is another place. */
  move() {
    if (this.socket && this.origin !== advice.origin) {
      this.leave();
      this.open();
    }
  }

  open() {
    if (typeof WebSocket !== "function") {
      return;
    }
    this.origin = advice.origin;
    const place = (this.origin || location.origin).replace(/^http/, "ws");
    let socket = null;
    try {
      socket = new WebSocket(place + "/v1/live" + this.query);
    } catch (e) {
      return; // somebody's settings forbid it
    }
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ ticket: this.ticket }));
    socket.onmessage = (event) => {
      if (socket === this.socket) {
        this.hear(JSON.parse(event.data));
      }
    };
    socket.onclose = (event) => {
      if (socket === this.socket) {
        this.closed(event);
      }
    };
  }

  leave() {
    const socket = this.socket;
    this.lose();
    if (socket) {
      socket.close();
    }
  }

  /** Whoever waits hears that the connection is gone, and goes on over HTTP. */
  lose() {
    this.socket = null;
    this.isReady = false;
    const gone = new NoReply("the connection broke");
    if (this.shaking) {
      this.shaking.reject(gone);
    }
    if (this.listing) {
      this.listing.reject(gone);
    }
    if (this.claiming) {
      this.claiming.reject(gone);
    }
  }

  closed(event) {
    if (!this.isReady && event.code === NO_CLOSE_FRAME) {
      advice.failed(this.origin);
    }
    const wasSteady = this.isReady && performance.now() - this.readyAtMs > STEADY_MS;
    this.failures = wasSteady ? 1 : this.failures + 1;
    this.lose();
    if (event.code !== NOT_WELCOME) {
      const pauseMs = pauseAfter(event.code, event.reason, this.failures);
      this.failures = this.failures > MAX_FAILURES ? 0 : this.failures;
      this.again = setTimeout(() => this.open(), pauseMs);
    }
  }

  hear(message) {
    if (message.show) {
      if (!this.isReady) {
        this.readyAtMs = performance.now();
      }
      this.isReady = true;
      this.onShow(message.show);
    } else if (message.accepted && message.accepted.packetId) {
      this.claimed(message.accepted, 202);
    } else if (message.accepted) {
      this.taken(message.accepted.shakeId);
    } else if (message.answer) {
      this.answered(message.answer, message.recalled === true);
    } else if (message.packets && this.listing) {
      this.listing.resolve({ status: 200, retryAfterMs: 0, json: message });
    } else if (message.claim) {
      this.claimed(message.claim, 200);
    } else if (message.problem) {
      this.refused(message.problem);
    }
  }

  claimed(json, status) {
    if (this.claiming && this.claiming.packetId === json.packetId) {
      this.claiming.resolve({ status, retryAfterMs: 0, json });
    }
  }

  taken(shakeId) {
    const shaking = this.shaking;
    if (shaking && (!shaking.shakeId || shaking.shakeId === shakeId)) {
      shaking.shakeId = shakeId;
      shaking.isTaken = true;
      shaking.onTaken(shakeId);
      this.endsAfter(shaking, TAKEN_FOR_MS);
    }
  }

  answered(answer, isRecalled) {
    const shaking = this.shaking;
    const isAskedFor =
      shaking && (shaking.shakeId ? shaking.shakeId === answer.shakeId : !isRecalled);
    if (isAskedFor) {
      shaking.resolve({ status: 200, retryAfterMs: 0, json: answer });
    } else if (isRecalled) {
      this.onRecalled(answer);
    }
  }

  refused(problem) {
    const waiting = {
      shake: this.shaking,
      packets: this.listing,
      claim: this.claiming,
    }[problem.call];
    if (waiting) {
      waiting.resolve({
        status: problem.status,
        retryAfterMs: problem.retryAfterMs || 0,
        json: problem,
      });
    }
  }

  /**
   * Uses the turn, or a turn by its id, and gives a reply as HTTP would: the answer, a problem, or
   * 202 if the answer takes long. onTaken hears the id once the log has the shake.
   */
  shake(shakeId, onTaken) {
    return this.ask("shaking", { shake: shakeId ? { shakeId } : {} }, { shakeId, onTaken });
  }

  /** The packets, or a problem. */
  packets() {
    return this.ask("listing", { packets: {} }, {});
  }

  /** Where the packet stands, a problem, or 202 if the decision takes long. */
  claim(packetId, token) {
    const claim = token ? { packetId, token } : { packetId };
    return this.ask("claiming", { claim }, { packetId });
  }

  ask(place, message, waiting) {
    return new Promise((resolve, reject) => {
      const end = (how) => (value) => {
        clearTimeout(waiting.timer);
        if (this[place] === waiting) {
          this[place] = null;
        }
        how(value);
      };
      waiting.resolve = end(resolve);
      waiting.reject = end(reject);
      if (this[place]) {
        this[place].reject(new NoReply("asked anew"));
      }
      this[place] = waiting;
      this.endsAfter(waiting, REPLY_WITHIN_MS);
      this.socket.send(JSON.stringify(message));
    });
  }

  endsAfter(waiting, ms) {
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => {
      if (waiting.isTaken) {
        waiting.resolve({ status: 202, retryAfterMs: 0, json: { shakeId: waiting.shakeId } });
      } else {
        waiting.reject(new NoReply("no reply within " + ms / 1000 + " s"));
      }
    }, ms);
  }
}
