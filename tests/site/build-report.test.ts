import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, expect, it } from "vitest";
import { summarizeBuild } from "../../src/commands/summary.ts";
import { isUnfinished } from "../../src/page/catalogue/manifest.ts";
import { cacheFolder } from "../../src/site/build-folders.ts";
import { ERASING, formatErasing } from "../../src/story/state/erasing.ts";
import { hashTree, runCli } from "../run-cli.ts";
import { openSiteRoot, type SiteRoot, storiesOf, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "build-report-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("says that a new pageSize numbers the archive's pages anew", async () => {
  const site = openSiteRoot(join(folder, "page-size"), "pageSize: 3");
  await site.add(storiesOf(9));
  expect((await site.build()).renumberedFrom).toBeUndefined();
  site.settle("pageSize: 2");
  expect(summarizeBuild(await site.build(), "_site")).toContain(
    "pageSize is another: archive pages from 1 on are numbered anew",
  );
  expect((await site.build({ full: true })).renumberedFrom).toBeUndefined();
});

it("says that older stories number pages anew, also where everything is made anew", async () => {
  const site = openSiteRoot(join(folder, "older"), "pageSize: 3");
  await site.add(storiesOf(9));
  await site.build();
  await site.add([storyOf(9)]);
  expect((await site.build({ full: true })).renumberedFrom).toBeUndefined();
  await site.add([storyOf(100, { shared: "2022-01-05T12:00:00Z" })]);
  site.settle("pageSize: 3, description: Another");
  expect(summarizeBuild(await site.build(), "_site")).toContain(
    "older stories came in: archive pages from 2 on are numbered anew",
  );
  expect((await site.build({ full: true })).renumberedFrom).toBeUndefined();
});

it("is a full build where somebody took the pages away and left what is remembered of them", async () => {
  const site = openSiteRoot(join(folder, "pages-gone"), "pageSize: 3");
  await site.add(storiesOf(4));
  await site.build();
  rmSync(join(site.root, "_site"), { recursive: true });
  expect((await site.build()).pages.unchanged).toBe(0);
  await site.expectAsFull();
});

/** A site as it was served, and as a build left it that was killed when all was done but its last act. */
async function openKilled(name: string): Promise<{ site: SiteRoot; served: Record<string, string> }> {
  const site = openSiteRoot(join(folder, name), "pageSize: 3");
  await site.add(storiesOf(9));
  await site.build();
  const served = hashTree(join(site.root, "_site"));
  const cache = cacheFolder(site.root, join(site.root, "_site"));
  const [current, next] = [join(cache, "manifest.json"), join(cache, "next.json")];
  const before = readFileSync(current);
  await site.add([storyOf(9)]);
  await site.erase(site.files()[4] ?? "");
  await site.build();
  renameSync(current, next);
  writeFileSync(current, before);
  return { site, served };
}

it("lists what a killed build removed also where none of its pages was kept", async () => {
  const { site } = await openKilled("killed-elsewhere");
  rmSync(join(site.root, "_site"), { recursive: true });
  expect((await site.build()).changes.removed).toEqual([expect.stringMatching(/^stories\/2022\/01\/05\//)]);
});

it("lists what a killed build wrote and removed as changed, though it stands already", async () => {
  const { site, served } = await openKilled("killed");
  const { changes, pages } = await site.build();
  expect(pages).toMatchObject({ written: 0, removed: 1 });
  const now = hashTree(join(site.root, "_site"));
  for (const path of changes.removed) delete served[path];
  for (const path of changes.written) served[path] = now[path] ?? "";
  expect(served).toEqual(now);
  expect((await site.build()).changes).toEqual({ written: [], removed: [] });
});

it("tells everything with the next build where it could tell nobody", async () => {
  const site = openSiteRoot(join(folder, "untold"), "pageSize: 3");
  await site.add(storiesOf(4));
  await site.build();
  await site.add([storyOf(4)]);
  const tell = (): never => {
    throw new Error("nobody hears");
  };
  await expect(site.build({ tell })).rejects.toThrow("nobody hears");
  const heard: string[][] = [];
  const { pages } = await site.build({ tell: ({ written }) => heard.push(written) });
  expect(pages.written).toBe(0);
  expect(heard).toEqual([Object.keys(hashTree(join(site.root, "_site")))]);
});

it("refuses a list of changes for which there is no folder, and builds nothing", async () => {
  const site = openSiteRoot(join(folder, "no-list"), "pageSize: 3");
  const list = join(folder, "nowhere/changed.txt");
  const ran = await runCli(["build", "--root", site.root, "--changed", list]);
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining("there is no folder")]);
  expect(existsSync(join(site.root, "_site"))).toBe(false);
});

const cut = (bytes: number) => (file: string) => truncateSync(file, bytes);

it.each(
  [/\.jsonl$/, /\.index$/, /^ids-/].flatMap((file) =>
    [rmSync, cut(0), cut(5)].map((lose) => ({ file, lose })),
  ),
)("is a full build where the cache lost files, or what was in them ($file)", async ({ file, lose }) => {
  const site = openSiteRoot(mkdtempSync(join(folder, "lost-")), "pageSize: 3");
  await site.add(storiesOf(9));
  await site.build();
  const cache = cacheFolder(site.root, join(site.root, "_site"));
  for (const name of readdirSync(cache)) if (file.test(name)) lose(join(cache, name));
  site.edit(site.files()[4] ?? "", (text) => text.replace("Story 4", "Another"));
  await site.build();
  await site.expectAsFull();
});

it("passes over what is no story's file, and names it where somebody could have meant one", async () => {
  const site = openSiteRoot(join(folder, "odd"), "pageSize: 3");
  await site.add(storiesOf(2));
  const [story = ""] = site.files();
  const text = readFileSync(story, "utf8");
  const day = dirname(story);
  for (const name of [".md", "..md", "...md", ".#draft.md"]) writeFileSync(join(day, name), text);
  writeFileSync(Buffer.concat([Buffer.from(`${day}/b`), Buffer.from([0xff]), Buffer.from(").md")]), text);
  // In a folder that has no file of its own.
  const month = Buffer.from(`${dirname(day)}/1`);
  mkdirSync(Buffer.concat([month, Buffer.from([0xff])]));
  for (const [name, shared] of [
    ["late", "9999-12-31T23:59:59-05:00"],
    ["early", "0000-01-01T00:00:00+05:00"],
  ])
    writeFileSync(
      join(day, `${name}-00000000000a.md`),
      text.replace(/^shared: .*$/m, `shared: ${shared}`).replace(/^ {2}id: .*$/m, "  id: 00000000000a"),
    );
  mkdirSync(story.replace(/\.md$/, ""));
  writeFileSync(
    story.replace(/\.md$/, "/index.html.md"),
    text.replace(/^ {2}id: .*$/m, "  id: 00000000000b"),
  );
  const report = await site.build();
  expect(report.stories).toBe(2);
  expect(report.mistakes.map(({ what }) => what).sort()).toEqual([
    "has a name that is no UTF-8",
    "has a name that is no UTF-8",
    "has index.html for a name, as pages have",
    expect.stringContaining("is no date"),
    expect.stringContaining("is no date"),
  ]);
  await site.expectAsFull();
});

it("makes everything anew after a build during which a template changed, also where it is as it was again", async () => {
  const site = openSiteRoot(join(folder, "meanwhile"), "pageSize: 3");
  await site.add(storiesOf(9));
  const draft = join(site.root, "templates/partials/colophon.njk");
  mkdirSync(dirname(draft), { recursive: true });
  await site.build({ progress: () => writeFileSync(draft, "<footer>DRAFT</footer>") });
  rmSync(draft);
  const cache = cacheFolder(site.root, join(site.root, "_site"));
  expect(isUnfinished(cache)).toBe(true);
  await site.build();
  expect(isUnfinished(cache)).toBe(false);
  await site.expectAsFull();
});

it("shows no story that a killed run was taking away", async () => {
  const site = openSiteRoot(join(folder, "erasing"), "pageSize: 3");
  await site.add(storiesOf(2));
  expect((await site.build()).stories).toBe(2);
  const [story = ""] = site.files();
  const [id = ""] = /[0-9a-f]{12}(?=\.md$)/.exec(story) ?? [];
  writeFileSync(join(site.root, "content/removed.txt"), `${id} 2022-01-01T00:00:00Z https://example.com/0\n`);
  writeFileSync(join(site.root, ERASING), formatErasing([{ id, path: relative(site.root, story) }]));
  expect((await site.build()).stories).toBe(1);
  await site.expectAsFull();
  rmSync(join(site.root, ERASING));
  rmSync(story);
  await site.build();
  await site.expectAsFull();
});

it("takes the page of a story away whose name has a backslash", async () => {
  const site = openSiteRoot(join(folder, "backslash"), "pageSize: 3");
  await site.add(storiesOf(2));
  const [story = ""] = site.files();
  const odd = join(dirname(story), "a\\b-00000000000a.md");
  writeFileSync(odd, readFileSync(story, "utf8").replace(/^ {2}id: .*$/m, "  id: 00000000000a"));
  await site.build();
  rmSync(odd);
  rmSync(join(site.root, ".cache"), { recursive: true });
  await site.build();
  await site.expectAsFull();
});

it("knows its last run whichever way leads to the folders", async () => {
  const site = openSiteRoot(join(folder, "linked/to/root"), "pageSize: 3");
  await site.add(storiesOf(2));
  const link = join(folder, "link");
  symlinkSync(site.root, link);
  await site.build();
  const [story = ""] = site.files();
  const text = readFileSync(story, "utf8");
  const out = join(site.root, "_site");
  for (const [root, to] of [
    [link, out],
    [site.root, join(link, "_site")],
  ] as const) {
    site.edit(story, () => text.replace("Story 0", "Another"));
    await site.build({ root, out: to });
    site.edit(story, () => text);
    await site.build();
    await site.expectAsFull();
  }
});
