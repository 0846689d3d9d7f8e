// The floor: one process that reads the story files, renders with markdown-it and one compiled template, and writes a
// page a story and the archive pages. No lists, no feeds, no plan, no memory of the last time.
//
//     node plain-node.mjs ROOT OUT
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CORE_SCHEMA, load } from "js-yaml";
import markdownIt from "markdown-it";
import nunjucks from "nunjucks";

const PAGE = 10;
const [root, out] = process.argv.slice(2);
const stories = join(root, "content/stories");
const markdown = markdownIt({ html: false });
const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(new URL("./plain-node", import.meta.url).pathname),
  { autoescape: true },
);
const template = environment.getTemplate("page.njk", true);

function readStory(path) {
  const text = readFileSync(join(stories, path), "utf8");
  const end = text.indexOf("\n---\n", 4);
  // Instants stay text: nobody reckons with them.
  const front = load(text.slice(4, end), { schema: CORE_SCHEMA });
  return {
    ...front,
    path: `stories/${path.slice(0, -3)}`,
    href: `/shared/stories/${path.slice(0, -3)}/`,
    html: markdown.render(text.slice(end + 5)),
  };
}

function writePage(path, doc) {
  const file = join(out, path, "index.html");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, template.render({ doc }));
}

const addressOf = (number) => `/shared/page/${number}/`;

const paths = readdirSync(stories, { recursive: true })
  .filter((path) => path.endsWith(".md"))
  .sort();
const pages = Math.ceil(paths.length / PAGE);
for (let number = 1; number <= pages; number++) {
  const shown = paths.slice((number - 1) * PAGE, number * PAGE).map(readStory);
  for (const story of shown)
    writePage(story.path, { title: story.title, canonical: story.origin.url, stories: [story] });
  writePage(`page/${number}`, {
    title: `Page ${number}`,
    canonical: addressOf(number),
    stories: shown.reverse(),
    next: number > 1 ? addressOf(number - 1) : undefined,
    prev: number < pages ? addressOf(number + 1) : undefined,
  });
}
