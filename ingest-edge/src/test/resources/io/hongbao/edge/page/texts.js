// The texts that are to be seen, as [words, colour, boxes]; and makes them invisible, so that a
// picture shows what is behind them, until that is undone.
() => {
  const shown = document.querySelector("dialog[open]") || document.body;
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const isSeen = element.checkVisibility({ visibilityProperty: true });
    if (node.data.trim() && isSeen && !element.closest("[aria-hidden]")) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].map((box) => [box.x, box.y, box.width, box.height]);
      texts.push({ element, text: [node.data.trim(), getComputedStyle(element).color, boxes] });
    }
  }
  // Not inline style as text, which the page's own policy forbids.
  texts.forEach((it) => it.element.style.setProperty("color", "transparent", "important"));
  return texts.map((it) => it.text);
}
