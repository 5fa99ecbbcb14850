/** What a phone says to an edge. Every call ends: with a reply, or with an error after a while. */

const REPLY_WITHIN_MS = 15_000;
const FIRST_PAUSE_MS = 400;
const LONGEST_PAUSE_MS = 4_000;
const PATIENCE_MS = 40_000;
const WAIT = "wait=10"; // the longest that an edge keeps a request waiting

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Spreads a pause, so that phones that were turned away together do not come back together. */
const spread = (ms) => ms * (1 + Math.random() / 2);

async function call(method, path, { ticket, body, prefer } = {}) {
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
  const response = await fetch(path, {
    method,
    headers,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(REPLY_WITHIN_MS),
  });
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  return {
    status: response.status,
    retryAfterMs: 1_000 * Number(response.headers.get("Retry-After") || 0),
    json: isJson ? await response.json() : {},
  };
}

/** The show, and the steady clock's time before and after; null while no edge knows one. */
export async function readShow() {
  const askedAtMs = performance.now();
  const reply = await call("GET", "/v1/show");
  return reply.status === 200
    ? { show: reply.json, askedAtMs, heardAtMs: performance.now() }
    : null;
}

/**
 * A ticket for whoever asks, as {ticket, user}; null where there is no development mode. Throws,
 * saying why, if it cannot be told, or if the name cannot be had.
 */
export async function devLogin(user) {
  const reply = await call("POST", "/dev/login", { body: user ? { user } : {} });
  if (reply.status === 200) {
    return reply.json;
  } else if (reply.status === 404) {
    return null;
  }
  throw new Error(reply.json.detail || "status " + reply.status);
}

/** What the user holds, as {packets}, null while that cannot be said; or {signedOut: true}. */
export async function readPackets(ticket) {
  const reply = await call("GET", "/v1/packets", { ticket });
  return {
    packets: reply.status === 200 ? reply.json.packets : null,
    signedOut: reply.status === 401,
  };
}

/**
 * Uses the user's turn and waits for its answer. A shake that may have been taken is never used
 * twice: from the first reply that names it, it is asked for, and posted again, by its id.
 *
 * Gives the answer, or {result: "BUSY"}, or {result: "SIGNED_OUT"}, or {result: "TROUBLE", detail}.
 */
export async function shake(ticket, tell) {
  const startedAtMs = performance.now();
  let shakeId = null;
  let isTaken = false;
  let wasBusy = false;
  let pauseMs = FIRST_PAUSE_MS;
  let detail = "no edge answers";
  while (performance.now() - startedAtMs < PATIENCE_MS) {
    let reply = null;
    try {
      reply = isTaken
        ? await call("GET", "/v1/shakes/" + shakeId, { ticket, prefer: WAIT })
        : await call("POST", "/v1/shakes", { ticket, body: shakeId ? { shakeId } : {} });
    } catch (e) {
      tell("trouble");
      await pause(spread(pauseMs));
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
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
    } else if (reply.status === 503 || reply.status === 429 || wasBusy) {
      tell(wasBusy ? "busy" : "trouble");
      await pause(spread(Math.max(reply.retryAfterMs, FIRST_PAUSE_MS)));
    } else if (reply.status === 401) {
      return { result: "SIGNED_OUT" };
    } else {
      return { result: "TROUBLE", detail };
    }
  }
  return wasBusy ? { result: "BUSY" } : { result: "TROUBLE", detail };
}
