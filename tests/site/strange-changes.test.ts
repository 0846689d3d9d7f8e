/** What becomes of content/ between two builds that nobody would think of. */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ERASING } from "../../src/story/state/erasing.ts";
import { LEDGER } from "../../src/story/state/ledger.ts";
import { runCli } from "../run-cli.ts";
import { openSiteRoot, type SiteRoot, storiesOf } from "./site-root.ts";

let folder: string;
let site: SiteRoot;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "strange-changes-"));
  site = openSiteRoot(join(folder, "root"), "pageSize: 2");
  await site.add(storiesOf(5));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function commit(): void {
  const author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
  for (const args of [["init"], ["add", "content"], ["commit", "-m", "stories"]])
    execFileSync("git", [...author, ...args], { cwd: site.root, stdio: "ignore" });
}

describe.each([
  ["in a plain folder", () => {}],
  ["in a git checkout", commit],
])("%s", (_, prepare) => {
  it.each([
    ["2022/01/03", 4],
    ["2022/01", 0],
  ])("what lies behind %s, a link now, is no part of the site", async (path, left) => {
    prepare();
    await site.build();
    const [place, elsewhere] = [join(site.root, "content/stories", path), join(folder, "elsewhere")];
    renameSync(place, elsewhere);
    symlinkSync(elsewhere, place);
    const { stories, mistakes } = await site.build({ allowShrink: true });
    expect(stories).toBe(left);
    expect(mistakes.map(({ what }) => what)).toEqual([expect.stringContaining("is a link")]);
    await site.expectAsFull();
  });

  it("a link to a picture beside the stories is nobody's affair", async () => {
    const picture = join(folder, "picture.jpg");
    writeFileSync(picture, "");
    symlinkSync(picture, join(site.root, "content/stories/2022/01/03/picture.jpg"));
    prepare();
    expect((await site.build()).mistakes).toEqual([]);
  });

  it.each([
    ["2022/01/03", 4],
    ["2022", 0],
  ])("where %s is a file now, there are no stories", async (path, left) => {
    prepare();
    await site.build();
    const place = join(site.root, "content/stories", path);
    rmSync(place, { recursive: true });
    writeFileSync(place, "a note");
    expect((await site.build({ allowShrink: true })).stories).toBe(left);
    await site.expectAsFull();
  });

  it.each(["2021-13", "2022-00"])("the ledger's file of %s, which cannot be, has no slots", async (month) => {
    prepare();
    await site.build();
    const line = `aaaaaaaaaaaa ${month}-01T00:00:00Z - https://example.com/none\n`;
    writeFileSync(join(site.root, LEDGER, `${month}.txt`), line);
    expect((await site.build()).stories).toBe(5);
    await site.expectAsFull();
  });

  it.each(["2022-13-01T00:00:00Z", "2022-01-99T00:00:00Z"])(
    "a line of the ledger of %s, which cannot be, is no slot",
    async (shared) => {
      prepare();
      await site.build();
      appendFileSync(
        join(site.root, LEDGER, "2022-01.txt"),
        `aaaaaaaaaaaa ${shared} - https://example.com/none\n`,
      );
      expect((await site.build()).stories).toBe(5);
      await site.expectAsFull();
    },
  );

  it.each(["2022/01/x", "2022/x", "x"])(
    "%s with a name that is no UTF-8 is told while it is there",
    async (path) => {
      const strange = Buffer.concat([
        Buffer.from(join(site.root, "content/stories", path)),
        Buffer.from([0xff]),
      ]);
      const told = async (full: boolean): Promise<string[]> =>
        (await site.build({ full })).mistakes.map(({ path: place }) => place);
      const expected = [`content/stories/${path}\uFFFD`];
      const make = (): void => {
        mkdirSync(strange);
        writeFileSync(Buffer.concat([strange, Buffer.from("/story.md")]), "no story");
      };
      make();
      prepare();
      expect(await told(false)).toEqual(expected);
      expect(await told(false)).toEqual(expected);
      expect(await told(true)).toEqual(expected);
      rmSync(strange, { recursive: true });
      expect(await told(false)).toEqual([]);
      make();
      expect(await told(false)).toEqual(expected);
      await site.expectAsFull();
    },
  );

  it.each(["x\n- y.md", "x\n- ../z/y.md"])(
    "no page is made of %j: in a list of changes its second line would be another's",
    async (name) => {
      await site.build();
      const text = readFileSync(site.files()[0] ?? "", "utf8").replace(/^ {2}id: .*$/m, "  id: 00000000000a");
      const file = join(site.root, "content/stories", name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
      prepare();
      const list = join(folder, "changed.txt");
      const { code, stdout } = await runCli(["build", "--root", site.root, "--changed", list]);
      expect([code, stdout]).toEqual([0, expect.stringContaining("has a line end in its name")]);
      expect(readFileSync(list, "utf8")).not.toMatch(/^- /m);
      await site.expectAsFull();
    },
  );

  it("mistakes are told by path, whenever they were made", async () => {
    prepare();
    const files = site.files();
    for (const file of [files[3], files[1]]) {
      site.edit(file ?? "", () => "no story");
      await site.build();
    }
    const { mistakes } = await site.build();
    expect(mistakes.map(({ path }) => join(site.root, path))).toEqual([files[1], files[3]]);
  });

  it("a story that a killed run was taking away is shown again where that is taken back", async () => {
    prepare();
    await site.build();
    const path = relative(site.root, site.files()[2] ?? "");
    const id = /([0-9a-f]{12})\.md$/.exec(path)?.[1];
    const [removed, erasing] = [join(site.root, "content/removed.txt"), join(site.root, ERASING)];
    writeFileSync(removed, `${id} 2022-01-03T00:00:00Z -\n`);
    writeFileSync(erasing, `${id} ${path}\n`);
    expect((await site.build()).stories).toBe(4);
    await site.expectAsFull();
    for (const file of [removed, erasing]) rmSync(file);
    expect((await site.build()).stories).toBe(5);
    await site.expectAsFull();
  });
});
