/** The last gate before the tree becomes Markdown: whatever came before, only these elements and addresses pass. */
import type { Root } from "hast";
import { type Schema, sanitize } from "hast-util-sanitize";
import { DEFINITION, REFERENCE } from "./element-kinds.ts";

const SCHEMA: Schema = {
  tagNames: [
    ..."p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code table tr th td hr figure figcaption".split(" "),
    ..."strong em del a br img".split(" "),
    REFERENCE,
    DEFINITION,
  ],
  attributes: {
    a: ["href"],
    img: ["src", "alt", "title"],
    ol: [["start", /^\d{1,9}$/]],
    li: ["data-checked", "data-loose"],
    code: [["data-lang", /^[\w+#.-]{1,30}$/]],
    th: [["align", "left", "center", "right"]],
    td: [["align", "left", "center", "right"]],
    [DEFINITION]: ["number"],
  },
  protocols: { href: ["http", "https", "mailto"], src: ["http", "https"] },
  ancestors: { tr: ["table"], th: ["table"], td: ["table"], li: ["ul", "ol"] },
  clobber: [],
  strip: ["script", "style"],
  allowComments: false,
  allowDoctypes: false,
};

/** Elements outside the list are unwrapped, their text stays. */
export function sanitizeTree(root: Root): Root {
  const clean = sanitize(root, SCHEMA);
  return clean.type === "root" ? clean : { type: "root", children: [] };
}
