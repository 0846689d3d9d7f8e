/** Which elements of HTML are blocks, and which inline ones have a mark in Markdown. */

/** Inline elements that Markdown has a mark for, by the name that the mark goes by here. */
export const INLINE: Record<string, string> = {
  b: "strong",
  strong: "strong",
  i: "em",
  em: "em",
  cite: "em",
  dfn: "em",
  var: "em",
  s: "del",
  strike: "del",
  del: "del",
  code: "code",
  kbd: "code",
  samp: "code",
  tt: "code",
  a: "a",
};
/** Elements that begin a new line. */
export const BLOCKS = new Set(
  (
    "p h1 h2 h3 h4 h5 h6 ul ol menu dir li dl dt dd blockquote pre table hr figure figcaption details summary div section article main header " +
    "footer aside nav address center form fieldset legend hgroup search body noscript td th tr tbody thead tfoot caption dialog multicol object"
  ).split(" "),
);

/** Capitals: no parser of HTML makes these names, so no stranger can write one. */
export const REFERENCE = "footnoteReference";
export const DEFINITION = "footnoteDefinition";
