/** The sheet with my packets, as it is shown. */

import { logo } from "./art.js";
import { byId, fill, setText } from "./dom.js";
import { named, yuan } from "./view.js";

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
      const stops = [...sheet.querySelectorAll("button, input")].filter((it) => it.offsetParent);
      const next = stops.indexOf(document.activeElement) + (event.shiftKey ? -1 : 1);
      stops[(next + stops.length) % stops.length].focus();
    }
  });
}
