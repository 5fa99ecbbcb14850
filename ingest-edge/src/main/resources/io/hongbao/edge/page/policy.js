/**
 * The policy: what operators advise phones to do. A phone has it from its edge with the page, or asks the
 * edge for it, then the static road, then takes the last one it had, then the one that is built in. A newer
 * one may come at any time: every answer has its number. An older one, or one that somebody else has signed,
 * is left alone.
 */

import { advice, BUILT_IN } from "./advice.js";
import { toldInPage } from "./dom.js";
import { NoReply, readPolicy } from "./edge.js";

const KEPT_KEY = "hongbao-policy";
const FOLLOW_WITHIN_MS = 2000; // of an answer that names a newer one, each phone at its own time
const SIGNED = /^(\{[^]+),"signature":"([A-Za-z0-9+/]{86}==)"\}$/;
const SIGNED_AS = "hongbao policy\n";
const ALGORITHM = { name: "Ed25519" };

const bytesOf = (base64) => Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));

/** The key by which the page checks signatures; null in browsers that cannot. */
async function readKey() {
  try {
    const text = document.querySelector("meta[name=hongbao-key]").content;
    return await crypto.subtle.importKey("spki", bytesOf(text), ALGORITHM, false, ["verify"]);
  } catch (e) {
    return null; // too old, or the page came over plain HTTP
  }
}

async function isSignedBy(key, text) {
  const parts = SIGNED.exec(text);
  return (
    parts !== null &&
    crypto.subtle.verify(
      ALGORITHM, key, bytesOf(parts[2]), new TextEncoder().encode(SIGNED_AS + parts[1]))
  );
}

function recallKept() {
  try {
    return localStorage.getItem(KEPT_KEY) || "";
  } catch (e) {
    return "";
  }
}

function keepText(text) {
  try {
    localStorage.setItem(KEPT_KEY, text);
  } catch (e) {
    // The next visit begins with what is built in.
  }
}

export class Policy {
  /** onNew hears that another policy is gone by. */
  constructor(onNew) {
    this.onNew = onNew;
    this.key = null;
    this.again = null;
  }

  /** Goes by the last one at once, then by the one that came with the page, or asks for it. */
  async start() {
    this.key = await readKey();
    await this.take(recallKept(), true);
    this.onNew(advice.policy);
    await this.refresh(advice.policy.version, toldInPage("told-policy"));
  }

  /** What an answer said: the number of the newest policy. */
  follow(version) {
    if (version > advice.policy.version && !this.again) {
      this.again = setTimeout(async () => {
        await this.refresh(version);
        this.again = null;
      }, FOLLOW_WITHIN_MS * advice.phone);
    }
  }

  /**
   * Asks on one road after the other, until one leads to a version that is wanted, or a newer one;
   * nobody, if told is one that the edge has told already.
   */
  async refresh(wanted, told = "") {
    const before = { version: advice.policy.version, origin: advice.origin };
    const { staticUrl } = advice.policy;
    const isKnown = told !== "" && (await this.take(told, true));
    if (!isKnown && !(await this.askEdges(wanted)) && staticUrl) {
      await this.ask(staticUrl, false, wanted);
    }
    if (advice.policy.version > before.version) {
      if (advice.origin !== before.origin) {
        await this.askEdges(advice.policy.version); // whether there is one at the new access point
      }
      this.onNew(advice.policy);
    }
  }

  async askEdges(wanted) {
    for (let left = advice.origins.length; left > 0; left--) {
      const { origin } = advice;
      if (await this.ask(origin + "/v1/policy", origin === "", wanted)) {
        return true;
      }
      if (advice.origin === origin) {
        return false; // it answers, and knows no better
      }
    }
    return false;
  }

  /** Gives whether the address leads to a policy that is good enough. */
  async ask(address, isTrusted, wanted) {
    const { origin } = advice;
    let text = "";
    try {
      text = await readPolicy(address);
    } catch (e) {
      if (!(e instanceof NoReply)) {
        throw e;
      }
      if (address === origin + "/v1/policy") {
        advice.failed(origin);
      }
      return false;
    }
    return (await this.take(text, isTrusted)) && advice.policy.version >= wanted;
  }

  /**
   * Goes by a policy if it is newer. A browser that cannot check a signature believes the edge that
   * gave it the page, which could have given it any other page as well, and nobody else.
   *
   * Gives whether it was a policy, newer or not.
   */
  async take(text, isTrusted) {
    if (!(this.key ? await isSignedBy(this.key, text) : isTrusted && SIGNED.test(text))) {
      return isTrusted && text.startsWith('{"version":0,'); // the one that is built in
    }
    const policy = { ...BUILT_IN, ...JSON.parse(text) };
    if (policy.version > advice.policy.version) {
      advice.use(policy);
      keepText(text);
    }
    return true;
  }
}
