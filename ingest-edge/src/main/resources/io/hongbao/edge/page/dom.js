/** The page's elements by their ids. */

export const byId = (id) => document.getElementById(id);

/** Unchanged text is left alone, or screen readers would read it again and again. */
export function setText(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}
