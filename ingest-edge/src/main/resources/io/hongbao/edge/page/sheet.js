/** The sheet with my packets, as it is shown. */

import { logo } from "./art.js";
import { byId, setText } from "./dom.js";
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

/** Shows these, or why there is none; null while nobody can say: then what is shown stays. */
export function showPackets(packets, whyNone) {
  if (packets === null) {
    setText("packets-note", "Your packets are being put in order. None is lost.");
    byId("packets-note").hidden = false;
    return;
  }
  setText("packets-note", whyNone);
  byId("packets-note").hidden = packets.length > 0;
  byId("packets").replaceChildren(...packets.map(packetItem));
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
