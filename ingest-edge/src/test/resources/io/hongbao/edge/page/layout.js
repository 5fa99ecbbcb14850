// What is wrong with what a window of this size shows, as sentences: nothing may be wider or higher
// than it, and each text must be within it, whole, and not under something else.
([width, height]) => {
  const complaints = [];
  const root = document.documentElement;
  if (root.scrollWidth > width) {
    complaints.push(`the page is ${root.scrollWidth} px wide`);
  }
  if (root.scrollHeight > height) {
    complaints.push(`the page is ${root.scrollHeight} px high`);
  }

  const tell = (text, what) => complaints.push(`"${text.trim()}" ${what}`);

  function canBeScrolledTo(element) {
    const around = element.closest("dialog");
    return around && around.scrollHeight > around.clientHeight;
  }

  function check(node) {
    const element = node.parentElement;
    if (canBeScrolledTo(element)) {
      element.scrollIntoView({ block: "nearest" });
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width === 0) {
        continue;
      }
      if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) {
        tell(node.data, "reaches out of the window");
        continue;
      }
      const hit = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2);
      if (!hit || !(hit.contains(element) || element.contains(hit))) {
        tell(node.data, `is under ${hit ? hit.outerHTML.slice(0, 60) : "nothing"}`);
      }
      for (let around = element; around && around !== document.body; around = around.parentElement) {
        const edge = around.getBoundingClientRect();
        if (box.left < edge.left - 1 || box.right > edge.right + 1) {
          tell(node.data, `reaches out of ${around.outerHTML.slice(0, 40)}`);
        }
      }
    }
  }

  const shown = document.querySelector("dialog[open]") || document.body;
  const texts = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.data.trim() && node.parentElement.checkVisibility({ visibilityProperty: true })) {
      check(node);
    }
  }
  shown.scrollTop = 0;
  return complaints;
}
