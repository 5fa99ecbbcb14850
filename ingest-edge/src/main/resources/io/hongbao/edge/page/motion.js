/** Shaking the phone. */

const GRAVITY = 9.81; // m/s²
const SHAKEN_ABOVE = 15; // m/s², without gravity; a step on the stairs stays below
const APART_MS = 1000; // one shake of the hand is many events

let shakenAtMs = -APART_MS;

/** Asks where a phone wants to be asked; to be called while the user touches something. */
export async function askForMotion() {
  const motion = window.DeviceMotionEvent;
  if (motion && typeof motion.requestPermission === "function") {
    try {
      await motion.requestPermission();
    } catch (e) {
      // Refused, or forbidden where the page is shown in a frame: the button is there.
    }
  }
}

/** In m/s². A phone that cannot tell gravity from motion has its length taken off. */
function strength({ acceleration: pure, accelerationIncludingGravity: all }) {
  if (pure && pure.x !== null) {
    return Math.hypot(pure.x, pure.y, pure.z);
  }
  return all && all.x !== null ? Math.abs(Math.hypot(all.x, all.y, all.z) - GRAVITY) : 0;
}

export function onShaken(shake) {
  window.addEventListener("devicemotion", (event) => {
    const nowMs = performance.now();
    if (strength(event) >= SHAKEN_ABOVE && nowMs - shakenAtMs >= APART_MS) {
      shakenAtMs = nowMs;
      shake();
    }
  });
}
