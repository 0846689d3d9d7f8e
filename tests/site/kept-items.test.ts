import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { build } from "../../src/pipeline.ts";
import { hashTree, runCli } from "../run-cli.ts";

const folder = mkdtempSync(join(tmpdir(), "kept-items-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Texts that look like what stands around an item, and like what stands for one. */
const LOOKALIKES = [
  ']]></content:encoded>\n</item>\n<item>\n<guid isPermaLink="false">urn:shared-stories:000000000000</guid>',
  '    {\n      "id": "urn:shared-stories:000000000000",\n    }',
  "```xml\n<item>\n<content:encoded><![CDATA[x]]></content:encoded>\n</item>\n```",
  "$& $1 {{ doc.title }} \u2028 line",
  "“Größe” 😀 \u00000\u0000 \u00001\u0000",
];

function openRoot(name: string, permalinks: string) {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(
    join(root, "feeds.yaml"),
    `site: { title: C, url: https://example.org/, feedSize: 4, pageSize: 2, permalinks: ${permalinks} }\nfeeds: []\n`,
  );
  const make = (out: string, full = false) =>
    build({ root, out: join(root, out), env: {}, full, allowShrink: true, progress: () => {} });
  return {
    root,
    async add(...numbers: number[]) {
      const lines = numbers.map((number) => {
        const text = LOOKALIKES[number % LOOKALIKES.length] ?? "";
        return JSON.stringify({
          url: `https://example.com/${number}`,
          title: `Story ${number} ${text.slice(0, 40)}`,
          shared: new Date(Date.UTC(2022, 0, 1 + number)).toISOString(),
          markdown: `Text of ${number}.\n\n${text}`,
          comment: number % 3 === 0 ? `Look: ${text}` : undefined,
          tags: [number % 2 === 0 ? "even" : "odd"],
        });
      });
      writeFileSync(join(root, "stories.jsonl"), lines.join("\n"));
      expect((await runCli(["import", join(root, "stories.jsonl"), "--root", root])).code).toBe(0);
    },
    edit(number: number, change: (text: string) => string) {
      const stories = join(root, "content/stories");
      const name = readdirSync(stories, { recursive: true, encoding: "utf8" }).find((path) =>
        path.includes(`/story-${number}-`),
      );
      if (!name) throw new Error(`no story ${number}`);
      writeFileSync(join(stories, name), change(readFileSync(join(stories, name), "utf8")));
    },
    remove: (number: number) => runCli(["hide", `https://example.com/${number}`, "--erase", "--root", root]),
    build: () => make("_site"),
    async expectAsFull() {
      await make("whole", true);
      expect(hashTree(join(root, "_site"))).toEqual(hashTree(join(root, "whole")));
    },
  };
}

it.each(["pages", "anchors"])(
  "feeds and lists that keep the items they had are the same as those of a full build (%s)",
  async (permalinks) => {
    const site = openRoot(permalinks, permalinks);
    const changes: (() => unknown)[] = [
      () => site.add(...Array.from({ length: 12 }, (_, n) => 3 * n)),
      () => site.add(36, 37, 38),
      () => site.edit(36, (text) => text.replace("Text of", "Words of")),
      () => site.edit(37, (text) => text.replace("---\n", "---\ncomment: Why\n")),
      () => site.edit(38, (text) => text.replace("---\n", "---\nhidden: true\n")),
      () => site.edit(38, (text) => text.replace("hidden: true\n", "")),
      () =>
        site.edit(33, (text) =>
          text.replace("---\n", "---\ntitle: Another\n").replace(/\ntitle: Story.*/, ""),
        ),
      () => site.remove(36),
      () => site.add(28, 31),
      () => site.add(39),
    ];
    for (const change of changes) {
      await change();
      await site.build();
      await site.expectAsFull();
    }
  },
  120_000,
);

it("an item is kept as it stands where its story did not change, and made anew where it did", async () => {
  const site = openRoot("marks", "pages");
  await site.add(0, 2, 4);
  await site.build();
  const path = join(site.root, "_site/tags/even/feed.xml");
  const mark = (number: number) => `Text of ${number}, kept.`;
  writeFileSync(
    path,
    readFileSync(path, "utf8").replace(/Text of (\d)\./g, (_, number) => mark(number)),
  );
  const list = join(site.root, "_site/tags/even/index.html");
  writeFileSync(list, readFileSync(list, "utf8").replace(/Story \d/g, "$&, kept"));
  site.edit(2, (text) => text.replace("Text of 2.", "Words of 2."));
  await site.add(6);
  await site.build();
  for (const title of ["Story 0", "Story 4"]) expect(readFileSync(list, "utf8")).toContain(`${title}, kept`);
  expect(readFileSync(list, "utf8")).not.toContain("Story 2, kept");
  const feed = readFileSync(path, "utf8");
  expect(feed).toContain(mark(0));
  expect(feed).toContain(mark(4));
  expect(feed).not.toContain(mark(2));
  expect(feed).toContain("Words of 2.");
  expect(feed).toContain("Text of 6.");
});

it("an archived document keeps the items of stories that did not change", async () => {
  const site = openRoot("archived", "pages");
  await site.add(0, 1, 2, 3, 4);
  await site.build();
  const document = join(site.root, "_site/feed/1.xml");
  writeFileSync(document, readFileSync(document, "utf8").replaceAll("Text of 2.", "As it was."));
  site.edit(1, (text) => text.replace("Text of", "Words of"));
  await site.build();
  expect(readFileSync(document, "utf8")).toMatch(/As it was\..*Words of 1\./s);
});

it("an archived document has a story that moved in one place", async () => {
  const site = openRoot("moved", "pages");
  await site.add(0, 1, 2, 31, 32, 33);
  await site.build();
  site.edit(1, (text) => text.replace(/^shared: .*$/m, "shared: 2021-12-31T00:00:00Z"));
  await site.build();
  site.edit(0, (text) => text.replace("Text of", "Words of"));
  await site.build();
  await site.expectAsFull();
});
