/**
 * What the newest policy advises this phone (policy.js sees to it), and which access point its calls
 * go to. All other parts of the page read it here.
 */

/** Every phone has it; as PhonePolicy has it for edges. */
export const BUILT_IN = {
  version: 0,
  turnMillis: 0,
  retry: { firstMs: 400, longestMs: 4000 },
  reconnect: { firstMs: 1000, longestMs: 30000 },
  prefetch: { windowMs: 10000, wifiOnly: false },
  staticUrl: "",
  accessPoints: [],
  calm: null,
};

const PHONE_KEY = "hongbao-phone";
const OWN_EDGE = ""; // where the page came from

/** This phone's place among all phones, from 0 to 1: the same at each visit, if the browser keeps it. */
function placeAmongPhones() {
  let place = NaN;
  try {
    place = Number(localStorage.getItem(PHONE_KEY) || NaN);
    if (!(place >= 0 && place < 1)) {
      place = Math.random();
      localStorage.setItem(PHONE_KEY, String(place));
    }
  } catch (e) {
    // It is another one at the next visit.
  }
  return place >= 0 && place < 1 ? place : Math.random();
}

/** A number from 0 to 1 that looks like chance: FNV-1a, then the last steps of MurmurHash3. */
function hashShare(text) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/**
 * The origins that a phone tries one after another: those for its carrier and region first, then
 * those for everybody, and at last the edge that its page came from. Among equals the first is one
 * by weight (Efraimidis and Spirakis, weighted random sampling, 2006).
 */
export function originsFor(points, phone, carrier, region) {
  const isFor = (mine, theirs) => theirs === "" || theirs === mine;
  const order = points
    .filter((it) => isFor(carrier, it.carrier) && isFor(region, it.region))
    .map((it) => ({
      origin: it.origin,
      general: (it.carrier === "" ? 1 : 0) + (it.region === "" ? 1 : 0),
      rank: -Math.log(1 - hashShare(phone + " " + it.origin)) / it.weight,
    }))
    .sort((a, b) => a.general - b.general || a.rank - b.rank)
    .map((it) => (it.origin === location.origin ? OWN_EDGE : it.origin));
  return Array.from(new Set(order.concat(OWN_EDGE)));
}

const asked = new URLSearchParams(location.search);

export const advice = {
  policy: BUILT_IN,
  phone: placeAmongPhones(),
  origins: [OWN_EDGE],
  at: 0,

  /** Where calls go; empty for the edge that the page came from. */
  get origin() {
    return this.origins[this.at];
  },

  /** Goes by another policy. A phone stays at its access point while that is still one. */
  use(policy) {
    const before = this.origin;
    this.policy = policy;
    this.origins = originsFor(
      policy.accessPoints, this.phone, asked.get("carrier") || "", asked.get("region") || "");
    const isNamed = policy.accessPoints.some((it) => it.origin === before);
    this.at = isNamed ? Math.max(0, this.origins.indexOf(before)) : 0;
  },

  /** No edge answers there: the next one, unless somebody has gone on before. */
  failed(origin) {
    if (origin === this.origin) {
      this.at = (this.at + 1) % this.origins.length;
    }
  },
};
