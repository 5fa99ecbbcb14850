/** The page's elements by their ids. */

export const byId = (id) => document.getElementById(id);

/** What the page was sent with in an element; empty if it came without. */
export function toldInPage(id) {
  const place = byId(id);
  return place ? place.textContent : "";
}

/** Unchanged text is left alone, or screen readers would read it again and again. */
export function setText(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}

/** These children in place of all others. (replaceChildren is younger than the baseline.) */
export function fill(element, children) {
  element.textContent = "";
  element.append(...children);
}
