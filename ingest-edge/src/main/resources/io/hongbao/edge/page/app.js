import { ServerClock } from "./clock.js";
import { byId, setText } from "./dom.js";
import { devLogin, readPackets, readShow, shake as useTurn } from "./edge.js";
import { askForMotion, onShaken } from "./motion.js";
import { forgetPackets, showPackets } from "./sheet.js";
import { countdown, named, view, yuan } from "./view.js";
import { logo, paint } from "./art.js";

const TICKET_KEY = "hongbao-ticket";
const USER_KEY = "hongbao-user";
const FIRST_SAMPLES = 6;
const SAMPLES_APART_MS = 150;
const SHOW_EVERY_MS = 10_000;
const AGAIN_MS = 1_500; // spread to twice that, so that phones do not come back together
const DRAW_EVERY_MS = 50; // by which a second may be late on the countdown
const COINS = 14;
const NOTICED_MS = 900; // how long an outcome is safe from a hasty next shake

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const aWhile = () => AGAIN_MS * (1 + Math.random());

const clock = new ServerClock();
const model = {
  show: null,
  ticket: sessionStorage.getItem(TICKET_KEY),
  signedOut: false,
  asking: null,
  answer: null,
  answeredAtMs: 0,
  nextShakeAtMs: 0,
};
let isDevelopment = false;
let packetsAgain = null; // the one timer
let hadFocus = false; // the button, when it was last disabled, which takes the focus away

// ---- the show and its clock

async function sampleShow() {
  try {
    const sample = await readShow();
    if (sample) {
      model.show = sample.show;
      clock.add(sample.show.serverTimeMs, sample.askedAtMs, sample.heardAtMs);
    }
  } catch (e) {
    // What is known stays good; the next sample is due soon.
  }
}

async function synchronize() {
  clock.doubt();
  for (let i = 0; i < FIRST_SAMPLES; i++) {
    await sampleShow();
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
    sessionStorage.setItem(TICKET_KEY, login.ticket);
    sessionStorage.setItem(USER_KEY, login.user);
    Object.assign(model, { answer: null, nextShakeAtMs: 0 });
  }
  showUser();
}

/** Without a ticket that is any good: as somebody new in development, else signed out. */
async function signInAnew() {
  sessionStorage.removeItem(TICKET_KEY);
  Object.assign(model, { ticket: null, answer: null });
  for (;;) {
    try {
      return await signIn("");
    } catch (e) {
      await pause(aWhile()); // no edge answers; the page says that it looks for the show
    }
  }
}

function showUser() {
  byId("login").hidden = !isDevelopment;
  byId("who").textContent = "You are " + (sessionStorage.getItem(USER_KEY) || "signed in") + ".";
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
  const answer = await useTurn(ticket, (how) => {
    isSure = isSure && how !== "trouble";
    model.asking = how;
    draw();
  });
  model.asking = null;
  if (ticket !== model.ticket) {
    // somebody else's by now
  } else if (answer.result === "SIGNED_OUT") {
    await signInAnew();
  } else {
    model.answer = answer;
    model.answeredAtMs = clock.nowMs();
    model.nextShakeAtMs = model.answeredAtMs + (answer.nextShakeAfterMs || 0);
    if (answer.result === "PACKET") {
      celebrate(answer);
    }
    if (answer.result === "PACKET" || !isSure) {
      refreshPackets(); // what a lost reply said may be among them
    }
  }
  draw();
}

function celebrate(answer) {
  const name = named(answer.packet.enterprise);
  const resources = answer.resources || {};
  byId("logo").replaceChildren(logo(resources.logo || answer.packet.enterprise, name));
  const amount = yuan(answer.packet.amountFen);
  byId("amount").textContent = amount;
  byId("amount").style.setProperty("--letters", String(amount.length));
  byId("sponsor").textContent = name;
  paint(byId("card"), resources.background || answer.packet.enterprise);
  const coins = Array.from({ length: COINS }, (_, i) => {
    const coin = document.createElement("i");
    coin.style.setProperty("--at", String((i + 0.5) / COINS));
    coin.style.setProperty("--late", String((i * 5) % COINS));
    return coin;
  });
  byId("coins").replaceChildren(...coins);
  if (navigator.vibrate && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
    navigator.vibrate([60, 40, 120]);
  }
}

// ---- what there is to see

function draw() {
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
  byId("ring").style.setProperty("--done", String(100 * (now.ring || 0)));
  byId("ring").classList.toggle("idle", now.ring === null);
  const isCounting = now.countdownMs !== null;
  byId("countdown-box").hidden = !isCounting;
  if (isCounting) {
    byId("countdown").dateTime = "PT" + (now.countdownMs / 1_000).toFixed(3) + "S";
    setText("countdown", countdown(now.countdownMs));
  }
}

const noPacket = () => (model.signedOut ? "Nobody is signed in." : "None so far.");

async function refreshPackets() {
  const ticket = model.ticket;
  if (!ticket) {
    return;
  }
  let reply = { packets: null };
  try {
    reply = await readPackets(ticket);
  } catch (e) {
    // Said below, as when the edge cannot say.
  }
  if (ticket !== model.ticket) {
    return; // somebody else's by now
  }
  if (reply.signedOut) {
    await signInAnew();
  }
  showPackets(model.signedOut ? [] : reply.packets, noPacket());
  clearTimeout(packetsAgain);
  if (!model.signedOut && reply.packets === null) {
    packetsAgain = setTimeout(refreshPackets, aWhile());
  }
}

// ---- the ways to shake

byId("shake").addEventListener("click", () => {
  askForMotion();
  shake();
});
document.addEventListener("keydown", (event) => {
  const isElsewhere = event.target.closest("button, input, dialog");
  if (event.code === "Space" && !event.repeat && !isElsewhere) {
    event.preventDefault();
    shake();
  }
});
onShaken(shake);
byId("open-packets").addEventListener("click", () => {
  askForMotion();
  byId("packets-sheet").showModal();
  refreshPackets();
});
byId("close-packets").addEventListener("click", () => byId("packets-sheet").close());
byId("packets-sheet").addEventListener("click", (event) => {
  if (event.target === event.currentTarget) {
    event.currentTarget.close(); // beside the sheet
  }
});
byId("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await signIn(byId("user").value.trim());
  } catch (e) {
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

async function start() {
  setInterval(draw, DRAW_EVERY_MS);
  setInterval(sampleShow, SHOW_EVERY_MS * (1 + Math.random() / 4));
  const synchronized = synchronize();
  if (model.ticket) {
    isDevelopment = sessionStorage.getItem(USER_KEY) !== null;
    showUser();
  } else {
    await signInAnew();
  }
  if (model.signedOut) {
    showPackets([], noPacket());
  }
  await refreshPackets();
  await synchronized;
}

start();
