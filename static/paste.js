// A list or a table pasted from Word keeps its lines: each item and each row is a line, its cells with "; " between them.
(() => {
  "use strict";

  const BLOCKS = "p, li, tr, h1, h2, h3, h4, h5, h6, div";
  // What a line is broken with inside a paragraph; the breaks of the source mean nothing.
  const BREAK = "\u2028";
  const squeeze = (text) => text.replace(/\s+/g, " ").trim();

  // The number or bullet that Word writes into the text of an item stands in a part of its own.
  // The styles are only read: as styles, the page's own rules would refuse them aloud, one by one.
  const withoutMarks = (html) => {
    const unstyled = html.replace(/<style\b[^]*?<\/style>/gi, "").replace(/(<\w[^<>]*\s)style=/gi, "$1data-style=");
    const page = new DOMParser().parseFromString(unstyled, "text/html");
    for (const mark of page.querySelectorAll(
      "script, [data-style*='mso-list:Ignore' i], [data-style*='mso-list: Ignore' i]",
    ))
      mark.remove();
    for (const end of page.querySelectorAll("br")) end.replaceWith(BREAK);
    return page.body;
  };

  const cellsOf = (row) => [...row.cells].map((cell) => squeeze(cell.textContent)).filter(Boolean);

  const linesOf = (body) => {
    const lines = [];
    const read = (node) => {
      if (node.matches("tr")) {
        lines.push(cellsOf(node).join("; "));
      } else if (node.querySelector(BLOCKS)) {
        let loose = "";
        const flush = () => {
          lines.push(...loose.split(BREAK).map(squeeze));
          loose = "";
        };
        for (const child of node.childNodes) {
          const isBlock = child.nodeType === 1 && (child.matches(BLOCKS) || child.querySelector(BLOCKS));
          if (!isBlock) {
            loose += child.textContent;
            continue;
          }
          flush();
          read(child);
        }
        flush();
      } else lines.push(...node.textContent.split(BREAK).map(squeeze));
    };
    read(body);
    return lines.filter(Boolean);
  };

  document.addEventListener("paste", (event) => {
    const field = event.target;
    // A grid has a paste of its own.
    if (!field.matches("form[data-keep] :is(textarea, input[type=text])") || field.closest("table")) return;
    const html = event.clipboardData?.getData("text/html") || "";
    const body = withoutMarks(html);
    if (!body.querySelector("li, tr, [class*=MsoList], [data-style*=mso-list]")) return;
    const lines = linesOf(body);
    if (!lines.length) return;
    event.preventDefault();
    const text = lines.join(field.matches("textarea") ? "\n" : "; ");
    // As if it were typed: the browser can take it back.
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  });
})();
