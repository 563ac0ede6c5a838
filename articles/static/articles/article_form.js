// All that makes the article's form more than a form.
import "./typing.js";
import "./folded.js";
import "./comboboxes.js";
import "./rows.js";
import "./title.js";
import "./panel.js";
import "./presence.js";
import "./autosave.js";
