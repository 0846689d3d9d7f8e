/** Imports point one way: from a station of the data's path to those on its left, never back. First what all stand on. */
const PATH = [
  "text",
  "process",
  "config",
  "http",
  "feed",
  "markdown",
  "article",
  "story",
  "fetch",
  "page",
  "site",
  "doctor",
  "demo",
  "commands",
];

const backwards = PATH.map((folder, index) => ({
  name: `${folder}-imports-left`,
  comment: `src/${folder}/ must not know what comes after it`,
  severity: "error",
  // What is packed is named by its type.
  from: { path: `^src/${folder}/`, pathNot: "^src/process/packed" },
  to: {
    path: PATH.slice(index + 1)
      .map((later) => `^src/${later}/`)
      .concat("^src/(cli|program|pipeline)\\.ts$"),
  },
}));
// Commands are the last station: they alone may call the pipeline.
backwards.at(-1).to.path = ["^src/(cli|program)\\.ts$"];

/** Within a station, too: its steps in their order, and where what lies in its own folder stands among them. */
const OWN = "[^/]+$";
const STEPS = {
  article: ["dom/", "metadata/", "prepare/", "extract/", OWN],
  story: [OWN, "file/", "state/", "archive/", "(merge|exchange)/"],
  page: ["catalogue/", "plan/", "view/"],
};

const stepsBackwards = Object.entries(STEPS).flatMap(([folder, steps]) =>
  steps.slice(0, -1).map((step, index) => ({
    name: `${folder}/${step}-imports-left`,
    comment: `src/${folder}/${step} must not know what comes after it`,
    severity: "error",
    from: { path: `^src/${folder}/${step}` },
    to: { path: steps.slice(index + 1).map((later) => `^src/${folder}/${later}`) },
  })),
);

/** Libraries that enter through one module. */
const DOORS = {
  "@11ty/eleventy": "site/render-docs",
  nunjucks: "site/(templates|template-filters)",
  "rss-parser": "feed/canonical-feed",
  "@extractus/article-extractor": "article/extract/extract-with-article-extractor",
  defuddle: "article/extract/extract-with-defuddle",
  "@mozilla/readability": "article/extract/extract-with-readability",
  "gray-matter": "story/file/front-matter",
  "js-yaml": "story/file/front-matter",
  tinypool: "process/open-pool",
  "image-size": "fetch/measure-image",
  "ipaddr.js": "http/address-guard",
  "tough-cookie": "http/cookies",
  "@exodus/bytes": "http/decode-text",
  "date-fns": "page/view/date-view",
  commander: "program",
  esbuild: "process/packed",
  "cli-progress": "commands/console",
  transliteration: "story/slug",
  yaml: "config/yaml-tree",
  re2js: "config/matcher",
  "fastest-levenshtein": "config/nearest-name",
  htmlparser2: "feed/scan-markup",
  linkedom: "article/dom/parse-page",
  eld: "article/detect-language",
  entities: "feed/decode-references",
  parse5: "markdown/parse-html",
  // What bounds its links names its tokens.
  "markdown-it": "markdown/render/(markdown-parser|bound-links)",
  "hast-util-sanitize": "markdown/sanitize-tree",
  "hast-util-to-mdast": "markdown/markdown-tree",
  "mdast-util-to-markdown": "markdown/write-markdown",
};

const doors = Object.entries(DOORS).map(([library, door]) => ({
  name: `one-door-for-${library}`,
  severity: "error",
  from: { path: "^src/", pathNot: `^src/${door}` },
  to: { path: `node_modules/${library}/` },
}));

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    ...backwards,
    ...stepsBackwards,
    ...doors,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default"],
      extensions: [".ts", ".js"],
    },
  },
};
