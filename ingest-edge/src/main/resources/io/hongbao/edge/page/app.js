"use strict";

const TICKET_KEY = "hongbao-ticket";
const SHOW_EVERY_MS = 5000;
const CLOCK_EVERY_MS = 200;
const ASK_AGAIN_MS = 1000;
const MOST_TRIES = 10;
const SHAKEN_ABOVE = 15; // m/s², without gravity
const SHAKES_APART_MS = 1000;

const byId = (id) => document.getElementById(id);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

let ticket = sessionStorage.getItem(TICKET_KEY);
let show = null;
let serverAheadMs = 0;
let nextShakeAt = 0;
let shaking = false;
let lastMotionAt = 0;

async function call(method, path, body) {
  const headers = {};
  if (ticket) {
    headers.Authorization = "Bearer " + ticket;
  }
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
  }
  const response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  return { status: response.status, json: isJson ? await response.json() : {} };
}

// ---- who takes part

async function login(user) {
  ticket = null;
  const reply = await call("POST", "/dev/login", user ? { user } : {});
  if (reply.status === 200) {
    ticket = reply.json.ticket;
    sessionStorage.setItem(TICKET_KEY, ticket);
    byId("who").textContent = "You are " + reply.json.user + ".";
    nextShakeAt = 0;
    await showPackets();
  } else {
    byId("login").hidden = reply.status === 404;
    byId("who").textContent = reply.json.detail || "Signing in failed.";
  }
}

// ---- the show and its clock

async function readShow() {
  try {
    const askedAt = Date.now();
    const reply = await call("GET", "/v1/show");
    if (reply.status === 200) {
      show = reply.json;
      serverAheadMs = show.serverTimeMs - (askedAt + Date.now()) / 2;
    } else {
      show = null;
    }
  } catch (e) {
    show = null;
  }
}

function inWords(ms) {
  const seconds = Math.ceil(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? minutes + " min " + (seconds % 60) + " s" : seconds + " s";
}

function showClock() {
  const now = Date.now() + serverAheadMs;
  const waves = show ? show.waves : [];
  const open = waves.find((wave) => now >= wave.opensAtMs && now < wave.closesAtMs);
  const next = waves.find((wave) => wave.opensAtMs > now);
  const waitMs = nextShakeAt - Date.now();
  if (!show) {
    byId("wave").textContent = "Looking for the show …";
  } else if (open) {
    byId("wave").textContent = "Wave " + open.id + " is open for " + inWords(open.closesAtMs - now);
  } else if (next) {
    byId("wave").textContent = "Wave " + next.id + " opens in " + inWords(next.opensAtMs - now);
  } else {
    byId("wave").textContent = "The show is over.";
  }
  byId("shake").disabled = !ticket || !open || shaking;
  if (waitMs > 0 && open) {
    byId("turn").textContent = "Your next turn starts in " + inWords(waitMs);
  } else {
    byId("turn").textContent = "Press the button or the space key, or shake your phone.";
  }
}

// ---- shaking

async function answerTo(reply) {
  let current = reply;
  let shakeId = reply.json.shakeId;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    if (current.status === 200) {
      return current.json;
    }
    const mayComeLater = current.status === 202 || current.status === 503;
    if (!mayComeLater) {
      return { result: "ERROR", detail: current.json.detail };
    }
    shakeId = shakeId || current.json.shakeId;
    byId("answer").replaceChildren(paragraph("Waiting for the answer …"));
    if (current.status === 503) {
      await pause(ASK_AGAIN_MS);
    }
    current = shakeId
      ? await call("GET", "/v1/shakes/" + shakeId)
      : await call("POST", "/v1/shakes", {});
    if (current.status === 404 && shakeId) {
      current = await call("POST", "/v1/shakes", { shakeId });
    }
  }
  return { result: "ERROR", detail: "no answer came; shake again" };
}

async function shake() {
  if (byId("shake").disabled || shaking) {
    return;
  }
  shaking = true;
  showClock();
  try {
    const reply = await call("POST", "/v1/shakes", {});
    if (reply.status === 401) {
      sessionStorage.removeItem(TICKET_KEY);
      ticket = null;
      byId("who").textContent = "Your ticket is no longer good: take part again.";
      return;
    }
    const answer = await answerTo(reply);
    showAnswer(answer);
    nextShakeAt = Date.now() + (answer.nextShakeAfterMs || 0);
    if (answer.result === "PACKET") {
      await showPackets();
    }
  } catch (e) {
    byId("answer").replaceChildren(paragraph("The edge cannot be reached. Try again."));
  } finally {
    shaking = false;
    showClock();
  }
}

// ---- what there is to see

function paragraph(text, className) {
  const p = document.createElement("p");
  p.textContent = text;
  if (className) {
    p.className = className;
  }
  return p;
}

function yuan(fen) {
  return "¥" + (fen / 100).toFixed(2);
}

function showAnswer(answer) {
  const area = byId("answer");
  switch (answer.result) {
    case "PACKET":
      area.replaceChildren(
        paragraph("A packet from " + answer.packet.enterprise + "!", "packet"),
        paragraph(yuan(answer.packet.amountFen), "packet"));
      break;
    case "GREETING":
      area.replaceChildren(paragraph(answer.greeting.text || "A greeting for you."));
      break;
    case "MISS":
      area.replaceChildren(paragraph("Nothing this time."));
      break;
    case "LIMITED":
      area.replaceChildren(
        paragraph(
          answer.reason === "USER"
            ? "You have won as much as one person may."
            : "You have won what these sponsors give to one person."));
      break;
    case "CLOSED":
      area.replaceChildren(paragraph("Closed just now."));
      break;
    default:
      area.replaceChildren(paragraph("That did not work: " + (answer.detail || "unknown reason")));
  }
}

async function showPackets() {
  if (!ticket) {
    return;
  }
  const reply = await call("GET", "/v1/packets");
  const note = byId("packets-note");
  if (reply.status !== 200) {
    note.hidden = false;
    note.textContent = "Your packets cannot be listed just now.";
    return;
  }
  byId("packets").replaceChildren(
    ...reply.json.packets.map((packet) => {
      const item = document.createElement("li");
      item.textContent = yuan(packet.amountFen) + " from " + packet.enterprise;
      return item;
    }));
  note.hidden = reply.json.packets.length > 0;
  note.textContent = "None so far.";
}

// ---- the ways to shake

function askForMotion() {
  const motion = window.DeviceMotionEvent;
  if (motion && typeof motion.requestPermission === "function") {
    motion.requestPermission().catch(() => {});
  }
}

function onMotion(event) {
  const a = event.acceleration;
  if (!a || a.x === null) {
    return;
  }
  const strength = Math.hypot(a.x, a.y, a.z);
  if (strength > SHAKEN_ABOVE && Date.now() - lastMotionAt > SHAKES_APART_MS) {
    lastMotionAt = Date.now();
    shake();
  }
}

byId("shake").addEventListener("click", () => {
  askForMotion();
  shake();
});
byId("login").addEventListener("submit", (event) => {
  event.preventDefault();
  askForMotion();
  login(byId("user").value.trim());
});
document.addEventListener("keydown", (event) => {
  const typing = ["INPUT", "BUTTON"].includes(event.target.tagName);
  if (event.code === "Space" && !event.repeat && !typing) {
    event.preventDefault();
    shake();
  }
});
window.addEventListener("devicemotion", onMotion);

async function start() {
  setInterval(showClock, CLOCK_EVERY_MS);
  setInterval(readShow, SHOW_EVERY_MS);
  await readShow();
  if (ticket) {
    byId("who").textContent = "You are signed in.";
    await showPackets();
  } else {
    await login("");
  }
}

start();
