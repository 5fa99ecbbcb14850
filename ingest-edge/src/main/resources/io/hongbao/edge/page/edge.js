/**
 * What a phone says to an edge: over the long connection (live.js) where there is one, else over
 * HTTP. Every call ends: with a reply, or with NoReply after a while. Any
 * other error is a fault of the page, and not to be caught with it.
 */

import { advice } from "./advice.js";

const REPLY_WITHIN_MS = 15000;
const LONGEST_SPREAD_MS = 500;
const PATIENCE_MS = 40000;
const WAIT = "wait=10"; // the longest that an edge keeps a request waiting

/** Nothing came, or what came is no edge's reply. The message says which. */
export class NoReply extends Error {}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits as long as an edge says, and little more: edges spread what they say. */
const asTold = (ms) => ms + Math.random() * Math.min(ms / 4, LONGEST_SPREAD_MS);

/** Spreads a pause, so that phones that were turned away together do not come back together. */
const spread = (ms) => ms * (1 + Math.random() / 2);

const firstPauseMs = () => advice.policy.retry.firstMs;

const longer = (pauseMs) => Math.min(2 * pauseMs, advice.policy.retry.longestMs);

async function call(method, path, { ticket, body, prefer } = {}) {
  const { origin } = advice;
  try {
    return await fetched(origin + path, method, { ticket, body, prefer });
  } catch (e) {
    if (e instanceof NoReply) {
      advice.failed(origin);
    }
    throw e;
  }
}

async function fetched(address, method, { ticket, body, prefer, asText } = {}) {
  const headers = {};
  if (ticket) {
    headers.Authorization = "Bearer " + ticket;
  }
  if (prefer) {
    headers.Prefer = prefer;
  }
  if (body) {
    headers["Content-Type"] = "application/json";
  }
  const options = { method, headers: new Headers(headers), body: body && JSON.stringify(body) };
  const aborter = typeof AbortController === "function" ? new AbortController() : null;
  if (aborter) {
    options.signal = aborter.signal;
  }
  let timer = null;
  const tooLate = new Promise((resolve, reject) => {
    timer = setTimeout(() => {
      reject(new NoReply("no reply within " + REPLY_WITHIN_MS / 1000 + " s"));
      if (aborter) {
        aborter.abort();
      }
    }, REPLY_WITHIN_MS);
  });
  try {
    return await Promise.race([tooLate, exchange(address, options, asText)]);
  } finally {
    clearTimeout(timer);
  }
}

/** The options are known to be good, so whatever the browser complains of happened on the way. */
async function exchange(address, options, asText) {
  const onTheWay = (what) => () => {
    throw new NoReply(what);
  };
  const response = await fetch(address, options).catch(onTheWay("no edge answers"));
  if (asText) {
    const text = await response.text().catch(onTheWay("the reply is cut off"));
    return { status: response.status, text };
  }
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  const json = isJson ? await response.json().catch(onTheWay("the reply is cut off")) : null;
  const isObject = json !== null && typeof json === "object";
  if (response.ok && !isObject) {
    throw new NoReply("somebody else than an edge replies"); // a hotel's login page, say
  }
  return {
    status: response.status,
    retryAfterMs: 1000 * (Number(response.headers.get("Retry-After")) || 0),
    json: isObject ? json : {},
  };
}

/** A ticket that will be good in a moment, for a clock that is a little ahead. */
const isEarly = (reply) => reply.status === 401 && reply.json.reason === "NOT_YET_VALID";

/**
 * The show of the ticket's test group, else the live one, and the steady clock's time before and
 * after; null while no edge knows one. A channel that the show does not have is left out.
 */
export async function readShow(channel, ticket) {
  const askedAtMs = performance.now();
  const query = channel ? "?channel=" + encodeURIComponent(channel) : "";
  const reply = await call("GET", "/v1/show" + query, { ticket });
  if (reply.status === 404 && channel) {
    return readShow(null, ticket);
  }
  return reply.status === 200
    ? { show: reply.json, askedAtMs, heardAtMs: performance.now() }
    : null;
}

/** What lies at the address of a policy, as it is. */
export async function readPolicy(address) {
  const reply = await fetched(address, "GET", { asText: true });
  if (reply.status !== 200) {
    throw new NoReply("status " + reply.status);
  }
  return reply.text;
}

/**
 * A ticket for whoever asks, as {ticket, user}; null where there is no development mode. Throws
 * NoReply, saying why, if it cannot be told, or if the name cannot be had.
 */
export async function devLogin(user) {
  const reply = await call("POST", "/dev/login", { body: user ? { user } : {} });
  if (reply.status === 200) {
    return reply.json;
  } else if (reply.status === 404) {
    return null;
  }
  throw new NoReply(reply.json.detail || "status " + reply.status);
}

/**
 * What the user holds, as {packets}, null while that cannot be said, with retryAfterMs if the edge
 * says when it can; or {signedOut: true}. With early, the ticket is not valid yet; detail is what the
 * edge says of it.
 */
export async function readPackets(ticket, live) {
  const reply = live.carries(ticket)
    ? await live.packets()
    : await call("GET", "/v1/packets", { ticket });
  return {
    packets: reply.status === 200 ? reply.json.packets : null,
    signedOut: reply.status === 401 && !isEarly(reply),
    early: isEarly(reply),
    retryAfterMs: reply.retryAfterMs,
    detail: reply.json.detail || "",
  };
}

/**
 * Opens a packet, or takes a friend's share by the token of its link (then packetId is null), and
 * waits until that is decided. Repeating it changes nothing.
 *
 * Gives where it stands, {packetId, state, amountFen, …}, or {signedOut: true, detail}, or {detail}
 * that says why not. With isTaken the edge has it, and the decision is late.
 */
export async function claim(ticket, live, packetId, token) {
  const startedAtMs = performance.now();
  const path = packetId ? "/v1/packets/" + packetId : "/v1/shares/" + token;
  let location = null;
  let pauseMs = firstPauseMs();
  let detail = "no edge answers";
  while (performance.now() - startedAtMs < PATIENCE_MS) {
    let reply = null;
    try {
      reply =
        packetId && live.carries(ticket)
          ? await live.claim(packetId, token)
          : location
          ? await call("GET", location, { ticket, prefer: WAIT })
          : await call("POST", path + "/claim", {
              ticket,
              body: packetId && token ? { token } : {},
              prefer: WAIT,
            });
    } catch (e) {
      if (!(e instanceof NoReply)) {
        throw e;
      }
      detail = e.message;
      await pause(spread(pauseMs));
      pauseMs = longer(pauseMs);
      continue;
    }
    detail = reply.json.detail || "status " + reply.status;
    if (reply.status === 200 || reply.status === 410) {
      return reply.json;
    } else if (reply.status === 202) {
      location = "/v1/packets/" + reply.json.packetId;
      await pause(spread(firstPauseMs()));
    } else if (reply.status === 503 || reply.status === 429) {
      await pause(spread(Math.max(reply.retryAfterMs, firstPauseMs())));
    } else {
      return { signedOut: reply.status === 401 && !isEarly(reply), detail };
    }
  }
  return { isTaken: location !== null, detail };
}

/** Balance and bookings; null where there is no wallet, or it does not answer. */
export async function readWallet(ticket) {
  const reply = await call("GET", "/v1/wallet", { ticket });
  return reply.status === 200 ? reply.json : null;
}

/**
 * Uses the user's turn and waits for its answer. A shake that may have been taken is never used
 * twice: from the first reply that names it, it is asked for, and posted again, by its id.
 *
 * Gives the answer, or {result: "BUSY"}, with nextShakeAfterMs if the next call is beyond the page's
 * patience, or {result: "SIGNED_OUT", detail}, or {result: "TROUBLE",
 * detail}. How it stands meanwhile goes to tell, with what the edge said, numbers of plan and policy
 * among it.
 */
export async function shake(ticket, live, tell) {
  const startedAtMs = performance.now();
  let shakeId = null;
  let isTaken = false;
  let wasBusy = false;
  let pauseMs = firstPauseMs();
  let detail = "no edge answers";
  const taken = (id) => {
    shakeId = id;
    isTaken = true;
    tell("taken");
  };
  while (performance.now() - startedAtMs < PATIENCE_MS) {
    let reply = null;
    try {
      reply = live.carries(ticket)
        ? await live.shake(shakeId, taken)
        : isTaken
        ? await call("GET", "/v1/shakes/" + shakeId, { ticket, prefer: WAIT })
        : await call("POST", "/v1/shakes", { ticket, body: shakeId ? { shakeId } : {} });
    } catch (e) {
      if (!(e instanceof NoReply)) {
        throw e;
      }
      detail = e.message;
      tell("trouble");
      await pause(spread(pauseMs));
      pauseMs = longer(pauseMs);
      continue;
    }
    shakeId = reply.json.shakeId || shakeId;
    wasBusy = reply.json.result === "BUSY";
    detail = reply.json.detail || "status " + reply.status;
    if (reply.status === 200 && !wasBusy) {
      return reply.json;
    } else if (reply.status === 202) {
      isTaken = true;
      tell("taken");
    } else if (reply.status === 404 && isTaken) {
      isTaken = false; // whoever knew it is gone: the same shake once more, by its id
    } else if (wasBusy && reply.json.nextShakeAfterMs > 0) {
      const toldMs = reply.json.nextShakeAfterMs;
      if (performance.now() - startedAtMs + toldMs > PATIENCE_MS) {
        const { plan, policy } = reply.json;
        return { result: "BUSY", plan, policy, nextShakeAfterMs: toldMs };
      }
      tell("busy", reply.json);
      await pause(asTold(toldMs));
    } else if (reply.status === 503 || reply.status === 429 || wasBusy) {
      tell(wasBusy ? "busy" : "trouble", reply.json);
      await pause(spread(Math.max(reply.retryAfterMs, firstPauseMs())));
    } else if (isEarly(reply) && reply.retryAfterMs < PATIENCE_MS) {
      tell("early");
      await pause(spread(Math.max(reply.retryAfterMs, firstPauseMs())));
    } else if (reply.status === 401 && !isEarly(reply)) {
      return { result: "SIGNED_OUT", detail: reply.json.detail || "" };
    } else {
      return { result: "TROUBLE", detail };
    }
  }
  if (isTaken) {
    return { result: "TROUBLE", isTaken, detail: "the edge has your shake; the answer is late" };
  }
  return wasBusy ? { result: "BUSY" } : { result: "TROUBLE", detail };
}
