/** The sheet with my packets, as it is shown. */

import { logo, pictureOr } from "./art.js";
import { byId, fill, setText } from "./dom.js";
import { named, STANDINGS, yuan } from "./view.js";

/** Hands a packet to who opens it; set by the page. */
let open = () => {};

export function onOpen(opener) {
  open = opener;
}

/** Finds the address of a sponsor's logo, null to have it drawn; set by the page. */
let pictureOf = () => null;

export function picturesBy(finder) {
  pictureOf = finder;
}

function button(label, name, onClick) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "quiet";
  made.textContent = label;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", onClick);
  return made;
}

/** A friend's share: a link while nobody has taken it. */
function shareLine(share) {
  const line = document.createElement("small");
  line.className = "share";
  if (share.token) {
    const link = document.createElement("a");
    link.href = "#share=" + share.token;
    link.textContent = "Link for a friend: " + yuan(share.amountFen);
    line.append(link);
  } else {
    const isTaken = share.state !== "EXPIRED" && share.state !== "RETURNED";
    line.textContent = yuan(share.amountFen) + (isTaken ? ": a friend has it" : ": went back");
  }
  return line;
}

function packetItem(packet) {
  const item = document.createElement("li");
  const name = named(packet.enterprise);
  const picture = document.createElement("span");
  picture.className = "logo";
  picture.setAttribute("aria-hidden", "true");
  const drawn = () => logo(packet.enterprise + "-logo", name);
  picture.append(pictureOr(pictureOf(packet.enterprise), drawn));
  const words = document.createElement("span");
  words.className = "from";
  words.textContent = name;
  const wave = document.createElement("small");
  wave.textContent = named(packet.wave) + " wave";
  words.append(wave);
  const standing = STANDINGS[packet.state];
  if (standing) {
    const state = document.createElement("small");
    state.className = "standing";
    state.textContent = standing;
    words.append(state);
  }
  words.append(...(packet.shares || []).map(shareLine));
  const amount = document.createElement("strong");
  amount.textContent = yuan(packet.amountFen);
  const side = document.createElement("span");
  side.className = "side";
  side.append(amount);
  if (packet.state === "UNCLAIMED" && packet.token) {
    side.append(button("Open", "Open the packet from " + name, () => open(packet)));
  }
  item.append(picture, words, side);
  return item;
}

/** Shows these, or why there is none; null while nobody can say, and why: then what is shown stays. */
export function showPackets(packets, whyNone) {
  if (packets === null) {
    setText("packets-note", whyNone);
    byId("packets-note").hidden = false;
    return;
  }
  setText("packets-note", whyNone);
  byId("packets-note").hidden = packets.length > 0;
  fill(byId("packets"), packets.map(packetItem));
  const sumFen = packets.reduce((sum, packet) => sum + packet.amountFen, 0);
  byId("packets-sum").hidden = packets.length === 0;
  setText("packets-sum", yuan(sumFen) + " in all");
  byId("packet-count").hidden = packets.length === 0;
  setText("packet-count", String(packets.length));
}

/** Shows balance and bookings; null hides them. */
export function showWallet(wallet) {
  byId("wallet").hidden = wallet === null;
  if (wallet === null) {
    return;
  }
  setText("wallet-balance", "In your wallet: " + yuan(wallet.balanceFen));
  const lines = wallet.entries.map((entry) => {
    const line = document.createElement("small");
    line.className = "booking";
    const sign = entry.amountFen < 0 ? "\u2212" : "+";
    line.textContent =
      sign + yuan(Math.abs(entry.amountFen)) + " · " + new Date(entry.bookedAtMs).toLocaleString();
    return line;
  });
  fill(byId("wallet-entries"), lines);
}

/** Before those of somebody else are known. */
export function forgetPackets() {
  showPackets([], "One moment.");
}

// ---- the sheet itself, where the browser knows no dialogs too

const sheet = byId("packets-sheet");
const isDialog = typeof sheet.showModal === "function";
let openedFrom = null;

const isStandInOpen = () => !isDialog && sheet.hasAttribute("open");

export function openSheet() {
  if (sheet.hasAttribute("open")) {
    return;
  }
  if (isDialog) {
    sheet.showModal();
    return;
  }
  openedFrom = document.activeElement;
  sheet.setAttribute("open", "");
  byId("veil").hidden = false;
  byId("close-packets").focus();
}

export function closeSheet() {
  if (isDialog) {
    sheet.close();
  } else if (isStandInOpen()) {
    sheet.removeAttribute("open");
    byId("veil").hidden = true;
    openedFrom.focus();
  }
}

if (!isDialog) {
  sheet.className = "stand-in";
  sheet.setAttribute("role", "dialog");
  sheet.setAttribute("aria-modal", "true");
  byId("veil").addEventListener("click", closeSheet);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      closeSheet();
    } else if (event.key === "Tab" && isStandInOpen()) {
      event.preventDefault(); // round and round, as in a dialog
      const stops = [...sheet.querySelectorAll("button, input, a")].filter((it) => it.offsetParent);
      const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
      stops[(next + stops.length) % stops.length].focus();
    }
  });
}
