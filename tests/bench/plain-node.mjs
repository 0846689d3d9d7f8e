// The floor: one process that reads the story files, renders with markdown-it and one compiled template, and writes a
// page a story and the archive pages. No lists, no feeds, no plan, no memory of the last time.
//
//     node plain-node.mjs ROOT OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { load } from "js-yaml";
import markdownIt from "markdown-it";
import nunjucks from "nunjucks";

const PAGE = 10;
const [root, out] = process.argv.slice(2);
const markdown = markdownIt({ html: false });
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(new URL("./plain-node", import.meta.url).pathname),
  { autoescape: true },
);
const template = environment.getTemplate("page.njk", true);

function readStory(path) {
  const text = readFileSync(join(root, "content/stories", path), "utf8");
  const end = text.indexOf("\n---\n", 4);
  const front = load(text.slice(4, end));
  return {
    ...front,
    href: `/shared/stories/${path.slice(0, -3)}/`,
    html: markdown.render(text.slice(end + 5)),
  };
}

function writePage(path, stories) {
  const file = join(out, path, "index.html");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, template.render({ stories }));
}

const paths = readdirSync(join(root, "content/stories"), { recursive: true })
  .filter((path) => path.endsWith(".md"))
  .sort();
for (let start = 0; start < paths.length; start += PAGE) {
  const stories = paths.slice(start, start + PAGE).map(readStory);
  for (const story of stories) writePage(story.href.slice("/shared/".length), [story]);
  writePage(`page/${start / PAGE + 1}`, stories.reverse());
}
