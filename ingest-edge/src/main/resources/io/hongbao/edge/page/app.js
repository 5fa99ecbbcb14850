import { advice } from "./advice.js";
import { ServerClock } from "./clock.js";
import { byId, fill, setText } from "./dom.js";
import {
  claim, devLogin, NoReply, readPackets, readShow, readWallet, shake as useTurn,
} from "./edge.js";
import { Live } from "./live.js";
import { askForMotion, onShaken } from "./motion.js";
import { Policy } from "./policy.js";
import {
  closeSheet, forgetPackets, onOpen, openSheet, picturesBy, showPackets, showWallet,
} from "./sheet.js";
import { isStorageBlocked, keep, recall } from "./store.js";
import { countdown, named, STANDINGS, view, yuan } from "./view.js";
import { logo, paint, pictureOr } from "./art.js";
import { Resources } from "./resources.js";

const TICKET_KEY = "hongbao-ticket";
const USER_KEY = "hongbao-user";
const FIRST_SAMPLES = 6; // at most
const GOOD_ENOUGH_MS = 50; // by which the clock may be wrong; then one sample does
const SAMPLES_APART_MS = 150;
const SHOW_EVERY_MS = 10000;
const SHOW_SELDOM = 5; // times less often while an edge says by itself that the show has changed
const FOLLOW_WITHIN_MS = 1000; // of an answer by a newer plan, spread over that time
const AGAIN_MS = 1500; // spread to twice that, so that phones do not come back together
const DRAW_EVERY_MS = 50; // by which a second may be late on the countdown
const QUIET_BEFORE_MS = 2000; // a wave opens
const VEIL = "linear-gradient(rgb(255 250 240 / 80%), rgb(255 250 240 / 80%))"; // words stay legible
const COINS = 14;
const NOTICED_MS = 900; // how long an outcome is safe from a hasty next shake
const RING_LENGTH = 2 * Math.PI * 94; // of its radius in index.html

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const aWhile = (toldMs = 0) => Math.max(AGAIN_MS, toldMs) * (1 + Math.random());

/** What boot.js knows of the page's faults; nothing if it did not arrive. */
const boot = window.hongbao || { fault: null, started: () => true };

/** Goes on if it was the way that failed; anything else is a fault of this page, and shown as one. */
function onTheWay(e) {
  if (!(e instanceof NoReply)) {
    throw e;
  }
}

const clock = new ServerClock();
const model = {
  show: null,
  ticket: null,
  signedOut: false,
  whySignedOut: "",
  fault: null,
  asking: null,
  answer: null,
  answeredAtMs: 0,
  nextShakeAtMs: 0,
  calm: null, // the policy's words for it
  opening: null, // the packet that is being opened
  opened: null, // what was heard of the one that was opened last
  packets: null, // as they were listed, and those that were won since; null until they were listed
  isListWhole: false, // whether each shake since then was answered
  looksAtMs: 0, // when the wave is over: what is known is shown until then, and no edge is asked
};
const shareToken = (/[#&]share=([A-Za-z0-9_-]+)/.exec(location.hash) || [])[1];
const channel = (/[?&]channel=([^&]*)/.exec(location.search) || [])[1];
const live = new Live(
  channel,
  (show) => {
    model.show = show;
    draw();
  },
  (answer) => {
    know(answer); // of a shake that the page had given up
    if (answer.result === "PACKET") {
      refreshPackets();
    }
  },
);
const policy = new Policy((newest) => {
  model.calm = newest.calm;
  live.move();
  draw();
});
const pictures = new Resources(isQuiet, (count, all) => {
  setText("pictures", count < all ? "Pictures for the show: " + count + " of " + all : "");
});
const logos = new Map(); // of enterprises, as answers have named them
let isDevelopment = false;
let samplesDue = 0;
let packetsAgain = null; // the one timer
let showAgain = null; // likewise
let hadFocus = false; // the button, when it was last disabled, which takes the focus away

// ---- the show and its clock

async function sampleShow() {
  try {
    const doubts = clock.doubts;
    const sample = await readShow(channel, model.ticket);
    if (sample) {
      model.show = sample.show;
      clock.add(sample.show.serverTimeMs, sample.askedAtMs, sample.heardAtMs, doubts);
    }
  } catch (e) {
    onTheWay(e); // what is known stays good; the next sample is due soon
  }
}

/** What an edge said by a plan or a policy that this page has not read yet: waves may have moved. */
function follow(said) {
  policy.follow(said.policy);
  if (!showAgain && model.show && said.plan > model.show.plan) {
    showAgain = setTimeout(async () => {
      await sampleShow();
      showAgain = null;
    }, FOLLOW_WITHIN_MS * Math.random());
  }
}

/** The clock needs a sample now and then; the show only without a long connection. */
async function sampleInTime() {
  samplesDue = (samplesDue + 1) % SHOW_SELDOM;
  if (samplesDue === 0 || !live.carries(model.ticket)) {
    await sampleShow();
  }
}

/** Nothing is fetched ahead while a wave is open, or about to be. */
function isQuiet() {
  const nowMs = clock.isKnown ? clock.nowMs() : 0;
  return (
    clock.isKnown &&
    model.show !== null &&
    model.show.waves.every(
      (wave) => nowMs < wave.opensAtMs - QUIET_BEFORE_MS || nowMs >= wave.closesAtMs)
  );
}

async function synchronize() {
  clock.doubt();
  for (let i = 0; i < FIRST_SAMPLES; i++) {
    await sampleShow();
    if (clock.isKnown && !clock.isDoubtful && clock.errorMs() <= GOOD_ENOUGH_MS) {
      return;
    }
    await pause(SAMPLES_APART_MS);
  }
}

// ---- who takes part

/** Throws, saying why, if the name cannot be had or no edge answers. */
async function signIn(user) {
  const login = await devLogin(user);
  isDevelopment = isDevelopment || login !== null;
  model.signedOut = login === null;
  if (login) {
    model.ticket = login.ticket;
    keep(TICKET_KEY, login.ticket);
    keep(USER_KEY, login.user);
    live.use(login.ticket);
    Object.assign(model, { answer: null, nextShakeAtMs: 0, packets: null, looksAtMs: 0 });
  }
  showUser();
}

/** Without a ticket that is any good: as somebody new in development, else signed out, saying why. */
async function signInAnew(why) {
  keep(TICKET_KEY, null);
  live.use(null);
  Object.assign(model, {
    ticket: null, answer: null, whySignedOut: why, packets: null, looksAtMs: 0,
  });
  for (;;) {
    try {
      return await signIn("");
    } catch (e) {
      onTheWay(e);
      await pause(aWhile()); // no edge answers; the page says that it looks for the show
    }
  }
}

function showUser() {
  byId("login").hidden = !isDevelopment;
  byId("who").textContent = "You are " + (recall(USER_KEY) || "signed in") + ".";
}

// ---- shaking

async function shake() {
  const nowMs = clock.isKnown ? clock.nowMs() : 0;
  if (!clock.isKnown || !view(model, nowMs).canShake) {
    return;
  }
  if (model.answer && nowMs - model.answeredAtMs < NOTICED_MS) {
    return;
  }
  model.asking = "sent";
  draw();
  const ticket = model.ticket;
  let isSure = true;
  let answer = null;
  try {
    answer = await useTurn(ticket, live, (how, said) => {
      follow(said || {});
      isSure = isSure && how !== "trouble";
      model.asking = how;
      draw();
    });
  } finally {
    model.asking = null;
  }
  follow(answer);
  if (ticket !== model.ticket) {
    // somebody else's by now
  } else if (answer.result === "SIGNED_OUT") {
    await signInAnew(answer.detail);
  } else {
    model.answer = answer;
    model.answeredAtMs = clock.nowMs();
    const advisedMs = answer.shakeId ? nowMs + advice.policy.turnMillis : 0;
    model.nextShakeAtMs = Math.max(
      model.answeredAtMs + (answer.nextShakeAfterMs || 0), advisedMs);
    setText("claim-note", "");
    model.isListWhole = model.isListWhole && isSure && answer.result !== "TROUBLE";
    know(answer);
    if (answer.result === "PACKET") {
      celebrate(answer);
    }
    if (answer.result === "PACKET" || !isSure) {
      refreshPackets(); // what a lost reply said may be among them
    }
  }
  draw();
}

/** A packet that was won is known before it is listed; the last answer of a wave says when to look. */
function know(answer) {
  if (answer.resources && answer.resources.logo && answer.packet) {
    logos.set(answer.packet.enterprise, answer.resources.logo);
  }
  if (!model.packets) {
    return;
  }
  const won = answer.packet;
  if (won && !model.packets.some((it) => it.packetId === won.packetId)) {
    const wave = answer.shakeId.replace(/-[0-9]+$/, "");
    model.packets = [...model.packets, { ...won, wave, state: "UNCLAIMED" }];
  }
  const mayChange = model.packets.length > 0 || !model.isListWhole;
  if (answer.packetsAfterMs >= 0 && mayChange && clock.isKnown && model.looksAtMs === 0) {
    model.looksAtMs = clock.nowMs() + answer.packetsAfterMs;
  }
}

/** Asks for the packets when it is time, by the server's clock. */
function lookInTime() {
  if (model.looksAtMs > 0 && clock.nowMs() >= model.looksAtMs) {
    model.looksAtMs = 0;
    refreshPackets();
  }
}

function celebrate(answer) {
  const name = named(answer.packet.enterprise);
  const resources = answer.resources || {};
  const drawn = () => logo(resources.logo || answer.packet.enterprise, name);
  fill(byId("logo"), [pictureOr(pictures.picture(resources.logo, "logo"), drawn)]);
  const amount = yuan(answer.packet.amountFen);
  byId("amount").textContent = amount;
  byId("amount").style.setProperty("--letters", String(amount.length));
  byId("sponsor").textContent = name;
  paint(byId("card"), resources.background || answer.packet.enterprise);
  const behind = pictures.picture(resources.background, "background");
  byId("card").style.backgroundImage = behind ? VEIL + ', url("' + behind + '")' : "";
  const coins = Array.from({ length: COINS }, (_, i) => {
    const coin = document.createElement("i");
    coin.style.setProperty("--at", String((i + 0.5) / COINS));
    coin.style.setProperty("--late", String((i * 5) % COINS));
    return coin;
  });
  fill(byId("coins"), coins);
  const isStill = window.matchMedia && matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (navigator.vibrate && !isStill) {
    navigator.vibrate([60, 40, 120]);
  }
}

// ---- opening packets

/** The packet of the answer in sight, if it can be opened. */
const packetInSight = () => (model.answer && model.answer.packet) || null;

async function openPacket(packet) {
  if (model.opening || !model.ticket) {
    return;
  }
  model.opening = packet;
  setText("claim-note", "Opening it.");
  draw();
  const ticket = model.ticket;
  let reply = null;
  try {
    reply = await claim(ticket, live, packet.packetId, packet.token);
  } finally {
    model.opening = null;
  }
  if (ticket !== model.ticket) {
    return; // somebody else's by now
  }
  if (reply.signedOut) {
    await signInAnew(reply.detail);
  } else {
    setText("claim-note", whatBecameOf(reply));
    model.opened = reply.state ? { ...reply, packetId: packet.packetId } : null;
    if (reply.state && model.packets) {
      const opened = { state: reply.state, shares: reply.shares };
      model.packets = model.packets.map((it) =>
        it.packetId === packet.packetId ? { ...it, ...opened } : it);
    }
    await refreshPackets();
  }
  draw();
}

function whatBecameOf(reply) {
  if (reply.state) {
    return yuan(reply.amountFen) + ". " + STANDINGS[reply.state] + ".";
  }
  return reply.isTaken
    ? "It is being opened. Look at your packets in a moment."
    : "It was not opened: try again. (" + reply.detail + ")";
}

/** Of a link that a friend has handed on. */
async function takeShare() {
  const reply = await claim(model.ticket, live, null, shareToken);
  setText(
    "claim-note",
    reply.state
      ? "A friend's packet: " + whatBecameOf(reply)
      : "The share of your friend's packet cannot be had. (" + reply.detail + ")",
  );
}

async function refreshWallet(packets) {
  const wasPaid = packets.some((packet) => packet.state === "PAID" || packet.state === "CLAIMED");
  let wallet = null;
  if (wasPaid && model.ticket) {
    const ticket = model.ticket;
    try {
      wallet = await readWallet(ticket);
    } catch (e) {
      onTheWay(e); // it is left out, as where there is none
    }
    wallet = ticket === model.ticket ? wallet : null;
  }
  showWallet(wallet);
}

// ---- what there is to see

function draw() {
  model.fault = boot.fault;
  lookInTime();
  const now = view(model, clock.isKnown ? clock.nowMs() : 0);
  document.body.dataset.state = now.state;
  setText("title", now.title);
  setText("text", now.text);
  setText("wave", now.wave || "\u00a0");
  setText("shake-label", now.label);
  const button = byId("shake");
  if (button.disabled === now.canShake) {
    hadFocus = now.canShake ? hadFocus : document.activeElement === button;
    button.disabled = !now.canShake;
    if (now.canShake && hadFocus && document.activeElement === document.body) {
      button.focus({ preventScroll: true });
    }
  }
  byId("card").hidden = now.state !== "won";
  byId("coins").hidden = now.state !== "won";
  const packet = packetInSight();
  const isOpened = packet && model.opened && model.opened.packetId === packet.packetId;
  byId("open-packet").hidden = now.state !== "won" || !packet || !packet.token || isOpened;
  byId("open-packet").disabled = model.opening !== null;
  byId("ring").style.setProperty("--done", String(RING_LENGTH * (now.ring || 0)));
  byId("ring").classList.toggle("idle", now.ring === null);
  const isCounting = now.countdownMs !== null;
  byId("countdown-box").hidden = !isCounting;
  if (isCounting) {
    byId("countdown").dateTime = "PT" + (now.countdownMs / 1000).toFixed(3) + "S";
    setText("countdown", countdown(now.countdownMs));
  }
}

const noPacket = () =>
  model.signedOut
    ? "Nobody is signed in."
    : model.looksAtMs > 0
    ? "One moment: the wave is being counted. None is lost."
    : "None so far.";

const whyUnknown = (reply) =>
  reply.early
    ? "Your ticket is not valid yet: this page asks again by itself."
    : "Your packets are being put in order. None is lost.";

async function refreshPackets() {
  const ticket = model.ticket;
  if (!ticket) {
    return;
  }
  if (model.looksAtMs > 0) {
    showPackets(model.packets, noPacket());
    return;
  }
  const known = model.packets || [];
  let reply = { packets: null, retryAfterMs: 0 };
  try {
    reply = await readPackets(ticket, live);
  } catch (e) {
    onTheWay(e); // said below, as when the edge cannot say
  }
  if (ticket !== model.ticket) {
    return; // somebody else's by now
  }
  if (reply.signedOut) {
    await signInAnew(reply.detail);
  }
  if (reply.packets) {
    // Whoever won while the list was on its way may miss the packet there.
    const wonSince = (model.packets || []).filter(
      (won) =>
        !known.some((it) => it.packetId === won.packetId) &&
        !reply.packets.some((it) => it.packetId === won.packetId));
    model.packets = [...reply.packets, ...wonSince];
    model.isListWhole = true;
  }
  const isKnown = model.signedOut || reply.packets !== null;
  const shown = reply.packets && model.packets;
  showPackets(model.signedOut ? [] : shown, isKnown ? noPacket() : whyUnknown(reply));
  if (reply.packets) {
    await refreshWallet(reply.packets);
  }
  clearTimeout(packetsAgain);
  if (!model.signedOut && reply.packets === null) {
    packetsAgain = setTimeout(refreshPackets, aWhile(reply.retryAfterMs));
  }
}

// ---- the ways to shake

byId("shake").addEventListener("click", () => {
  askForMotion();
  shake();
});
document.addEventListener("keydown", (event) => {
  const isOnAControl =
    event.target instanceof Element && event.target.closest("button, input, dialog");
  const isElsewhere = isOnAControl || byId("packets-sheet").hasAttribute("open");
  if (event.code === "Space" && !event.repeat && !isElsewhere) {
    event.preventDefault();
    shake();
  }
});
onShaken(shake);
onOpen(openPacket);
picturesBy((enterprise) =>
  pictures.picture(logos.get(enterprise) || enterprise + "-logo", "logo"));
byId("open-packet").addEventListener("click", () => openPacket(packetInSight()));
byId("open-packets").addEventListener("click", () => {
  askForMotion();
  openSheet();
  refreshPackets();
});
byId("close-packets").addEventListener("click", closeSheet);
byId("packets-sheet").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) {
    closeSheet(); // beside the sheet
  }
});
byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await signIn(byId("user").value.trim());
  } catch (e) {
    onTheWay(e);
    setText("who", "That did not work: " + e.message);
    return;
  }
  byId("user").value = "";
  forgetPackets();
  await refreshPackets();
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    synchronize();
  }
});

function whyNoTicket(held) {
  if (held) {
    return "the ticket that the app left here has characters that no ticket has";
  }
  return isStorageBlocked()
    ? "this browser keeps nothing for this page: allow it cookies and site data"
    : "";
}

async function start() {
  setInterval(draw, DRAW_EVERY_MS);
  setInterval(sampleInTime, SHOW_EVERY_MS * (1 + Math.random() / 4));
  const held = (recall(TICKET_KEY) || "").trim();
  const isTicket = /^[\x21-\x7e]+$/.test(held);
  model.ticket = isTicket ? held : null;
  const synchronized = synchronize();
  policy.start().then(() => pictures.prefetch());
  if (isTicket) {
    isDevelopment = recall(USER_KEY) !== null;
    live.use(held);
    showUser();
  } else {
    await signInAnew(whyNoTicket(held));
  }
  if (model.signedOut) {
    showPackets([], noPacket());
  }
  await refreshPackets();
  if (shareToken && model.ticket) {
    await takeShare();
  }
  await synchronized;
}

if (boot.started()) {
  start();
}
