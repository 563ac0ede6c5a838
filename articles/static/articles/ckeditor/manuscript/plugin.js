// Pasting from Word, Google Docs and other pages.
import { offer } from "./bar.js";
import { bared, prepared } from "./clean.js";

const WORD = /class="?Mso|style=["'][^"']*\bmso-|urn:schemas-microsoft-com/;
const PASTETOOLS = "pastetools/filter/common.js";
const FILTERS = [PASTETOOLS, "pastefromword/filter/default.js"];

function isFromOutside(editor, { dataTransfer }) {
  return dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_EXTERNAL;
}

function htmlOf(data) {
  return CKEDITOR.plugins.pastetools.getClipboardData(data, "text/html");
}

CKEDITOR.plugins.add("manuscript", {
  requires: "pastetools",
  init(editor) {
    let hasRaised = false;
    editor.pasteTools.register({
      priority: 1,
      filters: FILTERS.map((file) => CKEDITOR.getUrl(`${CKEDITOR.basePath}plugins/${file}`)),
      canHandle: ({ data }) => isFromOutside(editor, data) && Boolean(htmlOf(data)),
      handle({ data }) {
        const html = htmlOf(data);
        const ready = prepared(html);
        // Word's lists are paragraphs; CKEditor knows how to read them.
        data.dataValue = bared(WORD.test(html) ? CKEDITOR.cleanWord(ready, editor) : ready);
        data.dontFilter = true; // of CKEditor's own filter for pasting: the list of what we accept judges
        hasRaised = data.dataValue.includes("<sup");
      },
    });
    editor.on("afterPaste", () => {
      if (hasRaised && editor.plugins.cite && editor.ui.get("Cite")) offer(editor);
      hasRaised = false;
    });
  },
});
