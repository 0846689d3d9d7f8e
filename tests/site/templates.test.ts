import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { SiteView, StoryView } from "../../src/page/view/view.ts";
import { wordsFor } from "../../src/page/view/words.ts";
import { templateFilters } from "../../src/site/template-filters.ts";
import { openTemplates } from "../../src/site/templates.ts";

const folder = mkdtempSync(join(tmpdir(), "templates-"));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ["in a build", false, "A <b>x</b>, A <b>y</b>"],
  ["in a preview", true, "A <b>x</b>, B <b>y</b>"],
])("a standing part is read again %s or not, and each story has its own", (_what, reread, expected) => {
  const part = join(folder, "part.njk");
  writeFileSync(part, "A\n");
  writeFileSync(join(folder, "foot.njk"), "<b>{{ story.title }}</b>\n");
  const { library } = openTemplates({
    site: {} as SiteView,
    words: wordsFor("en"),
    folders: [folder],
    reread,
  });
  const page = '{{ standing("part.njk") }} {{ standing("foot.njk", story) }}';
  const render = (title: string): string => library.renderString(page, { story: { title } as StoryView });
  const first = render("x");
  writeFileSync(part, "B\n");
  expect(`${first}, ${render("y")}`).toBe(expected);
});

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

test("docs/templates.md names each template, each of its kinds, and each filter", () => {
  const docs = read("docs/templates.md");
  const templates = readdirSync(new URL("../../templates", import.meta.url)).filter((name) =>
    name.endsWith(".njk"),
  );
  const kinds = [...read("src/page/view/view.ts").matchAll(/^ {2}kind: (.*);$/gm)].flatMap(([, kind = ""]) =>
    kind.replaceAll('"', "").split(" | "),
  );
  expect(kinds.length).toBeGreaterThan(8);
  for (const name of [...templates, ...kinds, ...Object.keys(templateFilters)])
    expect(docs).toContain(`\`${name}\``);
});

test("docs/hosting.md lets browsers keep just those assets whose addresses change with their content", () => {
  const [, pattern = ""] = /location ~ (\S+) \{ add_header Cache-Control/.exec(read("docs/hosting.md")) ?? [];
  const versioned = [...read("templates/partials/head-end.njk").matchAll(/assets\/([^"]*)\?v=/g)];
  const kept = [...versioned.map(([, name]) => name), "ada.jpg", "own.css"].filter((name) =>
    new RegExp(pattern).test(`/shared/assets/${name}`),
  );
  expect(kept).toEqual(["theme.js", "theme.css", "style.css", "page.js"]);
});
