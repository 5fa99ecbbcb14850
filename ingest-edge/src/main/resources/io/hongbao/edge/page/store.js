/**
 * What the page keeps while it is open, by name. Browsers that keep nothing for a page (cookies are
 * blocked, the storage is full, a WebView has none: it is null, or throws at a touch) lose it at a
 * reload, and no sooner.
 */

const kept = new Map();

/** Gives null if the browser keeps nothing for this page. */
function storage() {
  try {
    return window.sessionStorage || null;
  } catch (e) {
    return null; // SecurityError
  }
}

export const isStorageBlocked = () => storage() === null;

/** The value; null if there is none. */
export function recall(name) {
  if (kept.has(name)) {
    return kept.get(name);
  }
  const place = storage();
  try {
    return place && place.getItem(name);
  } catch (e) {
    return null;
  }
}

/** Keeps a value; null forgets it. */
export function keep(name, value) {
  kept.set(name, value);
  const place = storage();
  try {
    if (place && value === null) {
      place.removeItem(name);
    } else if (place) {
      place.setItem(name, value);
    }
  } catch (e) {
    // It is full, or closed: what is kept here is good until the page is left.
  }
}
