/** What the page shows, as plain values worked out from what it knows. Touches nothing. */

/** ¥ of an amount in fen. */
export function yuan(fen) {
  return "¥" + (fen / 100).toFixed(2);
}

/** A name for people of an id such as tea-house. */
export function named(id) {
  return id.replace(/(^|-)([a-z])/g, (_, dash, letter) => (dash ? " " : "") + letter.toUpperCase());
}

/** Where a packet stands, for people; empty for one that can be opened. */
export const STANDINGS = {
  UNCLAIMED: "",
  CLAIMED: "Opened: on its way to your wallet",
  PAID: "Paid into your wallet",
  HELD: "Opened: it is looked at before it is paid",
  EXPIRED: "Not opened in time: back with the sponsor",
  RETURNED: "Back with the sponsor",
};

/** 3 days, 1:02:03, 2:03 or 0:03. */
export function countdown(ms) {
  const seconds = Math.ceil(ms / 1000);
  const two = (number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  if (hours >= 48) {
    return Math.floor(hours / 24) + " days";
  }
  const minutes = Math.floor(seconds / 60) % 60;
  return (hours ? hours + ":" + two(minutes) : minutes) + ":" + two(seconds % 60);
}

function inWords(ms) {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 100 ? seconds + " s" : Math.round(seconds / 60) + " min";
}

/** How long an answer stays in sight when its wave closes. */
const SEEN_FOR_MS = 8000;

const ANSWERS = {
  PACKET: (answer) => ({
    state: "won",
    title: "You won " + yuan(answer.packet.amountFen),
    text: "A packet from " + named(answer.packet.enterprise) + ". It is among your packets now.",
  }),
  GREETING: (answer) => ({
    state: "greeted",
    title: "A greeting for you",
    text: answer.greeting.text || "All the best for the new year.",
  }),
  MISS: () => ({
    state: "missed",
    title: "Nothing this time",
    text: "No packet in this one. Every turn counts anew.",
  }),
  LIMITED: (answer) => ({
    state: "limited",
    title: "You have had your share",
    text:
      answer.reason === "USER"
        ? "You hold as many packets as one person may in this show."
        : "You hold a packet from each sponsor of this wave.",
  }),
  CLOSED: () => ({
    state: "closed",
    title: "Closed just now",
    text: "Nothing was used up. Try again in a moment.",
  }),
  BUSY: (answer) => ({
    state: "busy",
    title: "Very many are shaking",
    text: answer.nextShakeAfterMs
      ? "Everybody gets a turn in time. Yours comes when the ring is full."
      : "Your shake was not taken, and no turn was used. Try again.",
  }),
  TROUBLE: (answer) => ({
    state: "trouble",
    title: answer.isTaken ? "No answer yet" : "That did not get through",
    text: "Try again; a shake never counts twice. (" + answer.detail + ")",
  }),
};

const ASKING = {
  sent: "Your shake is on its way.",
  taken: "Your shake is in. The answer comes in a moment.",
  busy: "Many people are shaking. Your turn is kept, and the page tries again.",
  trouble: "No answer yet: trying again. A shake never counts twice.",
  early: "Your ticket is not valid yet. Your turn is kept: trying again.",
};

/** What is said while no shakes are taken, unless the policy has other words. */
const CALM = {
  title: "A short break",
  text: "Very many are shaking. Your packets are safe, and shaking goes on in a moment.",
};

const MODE_LONGER_TURNS = 1;
const MODE_SHARE = 2;
const MODE_CALM = 3;
const MODE_ENDING = 4;

/** What is said to whoever may shake, by the show's mode. */
const INVITATIONS = {
  [MODE_LONGER_TURNS]: "Very many are shaking. Shake slower: your turn does not run away.",
  [MODE_SHARE]: "Very many are shaking, and not every turn is taken. Your packets are safe.",
};

/**
 * The page at an instant.
 *
 * model: { show, ticket, signedOut, whySignedOut, fault, asking, answer, answeredAtMs,
 * nextShakeAtMs, calm }, times by the server's clock; show and ticket are null until they are known,
 * asking is null or a key of ASKING, whySignedOut and fault are sentences or "" or null, calm is
 * { title, text } or null.
 *
 * Gives { state, title, text, wave, canShake, countdownMs, ring, label }: ring is the part of the
 * wait that is over, 0 to 1, or null; countdownMs is null unless a wave is to come.
 */
export function view(model, nowMs) {
  const { show } = model;
  if (!show || !(model.ticket || model.signedOut)) {
    return model.fault
      ? still("failed", "The page is stuck", "What is wrong stands above. Load the page again.")
      : still("loading", "One moment", "Looking for the show.");
  }
  if (model.signedOut) {
    const why = model.whySignedOut ? " (" + model.whySignedOut + ")" : "";
    return still(
      "signed-out", "Who are you?", "Open this page from your show's app to take part." + why);
  }
  const seenMs = nowMs - (show.delayMs || 0); // what a late channel's viewers see just now
  const open = show.waves.find((wave) => seenMs >= wave.opensAtMs && nowMs < wave.closesAtMs);
  const next = show.waves.find((wave) => wave.opensAtMs > seenMs && wave.closesAtMs > nowMs);
  const wave = open
    ? named(open.id) + " wave · closes in " + inWords(open.closesAtMs - nowMs)
    : next
      ? named(next.id) + " wave"
      : "";
  if (model.asking) {
    return { ...still("asking", "Good luck", ASKING[model.asking]), wave };
  }
  const answer = answerInSight(model, open, next, nowMs);
  if (!open) {
    return answer
      ? { ...still(answer.state, answer.title, answer.text), wave: wave || "The show is over" }
      : betweenWaves(next, wave, seenMs);
  }
  const leftMs = model.nextShakeAtMs - nowMs;
  if (answer && leftMs > 0) {
    const ring = 1 - leftMs / Math.max(1, model.nextShakeAtMs - model.answeredAtMs);
    return { ...still(answer.state, answer.title, answer.text), wave, ring, label: inWords(leftMs) };
  }
  if (show.mode === MODE_ENDING) {
    return { ...betweenWaves(null, wave, seenMs), wave };
  }
  if (show.mode === MODE_CALM) {
    const { title, text } = model.calm || CALM;
    return { ...still("calm", title, text), wave };
  }
  const text = INVITATIONS[show.mode] || "A packet may be yours.";
  const shown = answer || { state: "ready", title: "Shake!", text };
  return { ...still(shown.state, shown.title, shown.text), wave, canShake: true, label: "Shake" };
}

/** The last answer as it is shown; null if there is none, or it is of a former wave. */
function answerInSight(model, open, next, nowMs) {
  if (!model.answer) {
    return null;
  }
  const answer = ANSWERS[model.answer.result](model.answer);
  const isFresh = nowMs - model.answeredAtMs < SEEN_FOR_MS;
  const isOfThisWave = open && model.answeredAtMs >= open.opensAtMs;
  const isTheLastJoy = !open && !next && answer.state === "won";
  return isFresh || isOfThisWave || isTheLastJoy ? answer : null;
}

function betweenWaves(next, wave, seenMs) {
  if (!next) {
    return still("over", "The show is over", "Thank you for taking part. Open My packets to see your packets.");
  }
  const countdownMs = next.opensAtMs - seenMs;
  return {
    ...still("waiting", "Soon", "The " + named(next.id) + " wave opens by itself. Stay with us."),
    wave,
    countdownMs,
  };
}

function still(state, title, text) {
  return { state, title, text, wave: "", canShake: false, countdownMs: null, ring: null, label: "" };
}
