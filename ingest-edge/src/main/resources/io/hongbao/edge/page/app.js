import { ServerClock } from "./clock.js";
import { devLogin, readPackets, readShow, shake as useTurn } from "./edge.js";
import { countdown, named, view, yuan } from "./view.js";
import { logo, paint } from "./art.js";

const TICKET_KEY = "hongbao-ticket";
const USER_KEY = "hongbao-user";
const FIRST_SAMPLES = 6;
const SAMPLES_APART_MS = 150;
const SHOW_EVERY_MS = 10_000;
const PACKETS_AGAIN_MS = 1_500;
const DRAW_EVERY_MS = 100;
const SHAKEN_ABOVE = 15; // m/s², without gravity
const MOTIONS_APART_MS = 1_000;
const COINS = 14;
const NOTICED_MS = 900; // how long an outcome is safe from a hasty next shake

const byId = (id) => document.getElementById(id);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

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
let lastMotionAtMs = 0;

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
  clock.clear();
  for (let i = 0; i < FIRST_SAMPLES; i++) {
    await sampleShow();
    await pause(SAMPLES_APART_MS);
  }
}

// ---- who takes part

async function signIn(user) {
  let login = null;
  try {
    login = await devLogin(user);
  } catch (e) {
    // As if there were no development mode; the button in the sheet tries again.
  }
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
  const answer = await useTurn(model.ticket, (how) => {
    model.asking = how;
    draw();
  });
  model.asking = null;
  if (answer.result === "SIGNED_OUT") {
    sessionStorage.removeItem(TICKET_KEY);
    model.answer = null;
    await signIn("");
  } else {
    model.answer = answer;
    model.answeredAtMs = clock.nowMs();
    model.nextShakeAtMs = model.answeredAtMs + (answer.nextShakeAfterMs || 0);
    if (answer.result === "PACKET") {
      celebrate(answer);
      refreshPackets();
    }
  }
  draw();
}

function celebrate(answer) {
  const name = named(answer.packet.enterprise);
  const resources = answer.resources || {};
  byId("logo").replaceChildren(logo(resources.logo || answer.packet.enterprise, name));
  byId("amount").textContent = yuan(answer.packet.amountFen);
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

function setText(id, text) {
  // Unchanged text is left alone, or screen readers would read it again and again.
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}

function draw() {
  const now = view(model, clock.isKnown ? clock.nowMs() : 0);
  document.body.dataset.state = now.state;
  setText("title", now.title);
  setText("text", now.text);
  setText("wave", now.wave || "\u00a0");
  setText("shake-label", now.label);
  const button = byId("shake");
  if (button.disabled === now.canShake) {
    button.disabled = !now.canShake;
    if (now.canShake && document.activeElement === document.body) {
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

function packetItem(packet) {
  const item = document.createElement("li");
  const name = named(packet.enterprise);
  const picture = document.createElement("span");
  picture.className = "logo";
  picture.setAttribute("aria-hidden", "true");
  picture.append(logo(packet.enterprise + "-logo", name));
  const words = document.createElement("span");
  words.className = "from";
  words.textContent = name;
  const wave = document.createElement("small");
  wave.textContent = named(packet.wave) + " wave";
  words.append(wave);
  const amount = document.createElement("strong");
  amount.textContent = yuan(packet.amountFen);
  item.append(picture, words, amount);
  return item;
}

async function refreshPackets() {
  if (!model.ticket) {
    return;
  }
  let packets = null;
  try {
    packets = await readPackets(model.ticket);
  } catch (e) {
    // Said below, as when the edge cannot say.
  }
  const note = byId("packets-note");
  note.hidden = packets !== null && packets.length > 0;
  if (packets === null) {
    setText("packets-note", "Your packets are being put in order. None is lost.");
    setTimeout(refreshPackets, PACKETS_AGAIN_MS * (1 + Math.random()));
    return;
  }
  setText("packets-note", "None so far.");
  byId("packets").replaceChildren(...packets.map(packetItem));
  const sumFen = packets.reduce((sum, packet) => sum + packet.amountFen, 0);
  byId("packets-sum").hidden = packets.length === 0;
  setText("packets-sum", yuan(sumFen) + " in all");
  byId("packet-count").hidden = packets.length === 0;
  setText("packet-count", String(packets.length));
}

// ---- the ways to shake

function askForMotion() {
  const motion = window.DeviceMotionEvent;
  if (motion && typeof motion.requestPermission === "function") {
    motion.requestPermission().catch(() => {}); // refused: the button is there
  }
}

function onMotion(event) {
  const a = event.acceleration;
  if (!a || a.x === null || Math.hypot(a.x, a.y, a.z) < SHAKEN_ABOVE) {
    return;
  }
  if (performance.now() - lastMotionAtMs > MOTIONS_APART_MS) {
    lastMotionAtMs = performance.now();
    shake();
  }
}

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
window.addEventListener("devicemotion", onMotion);
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
  await signIn(byId("user").value.trim());
  byId("user").value = "";
  byId("packets").replaceChildren();
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
    await signIn("");
  }
  await refreshPackets();
  await synchronized;
}

start();
