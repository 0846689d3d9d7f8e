import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { SiteView, StoryView } from "../../src/page/view.ts";
import { wordsFor } from "../../src/page/words.ts";
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
