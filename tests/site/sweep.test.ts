/** Pages that are no more, and what lies beside them. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { permalinkOf } from "../../src/story/file/story-path.ts";
import { openSiteRoot, storiesOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "sweep-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a page goes with the folders that it alone was in, and with nothing of others", async () => {
  const site = openSiteRoot(join(folder, "site"), "");
  await site.add(storiesOf(40));
  await site.build();
  const [first = "", second = ""] = site.files();
  const out = join(site.root, "_site");
  const [alone, shared] = [first, second].map((file) =>
    join(out, permalinkOf(file.slice(site.root.length + 1))),
  );
  writeFileSync(join(shared ?? "", "notes.txt"), "Somebody's own.");
  for (const file of site.files().slice(0, 31)) await site.erase(file);
  await site.build({ allowShrink: true });
  expect(existsSync(alone ?? "")).toBe(false);
  expect(readdirSync(shared ?? "")).toEqual(["notes.txt"]);
  expect(readdirSync(join(out, "stories/2022")).sort()).toEqual(["01", "02"]);
  expect(readdirSync(join(out, "stories/2022/01"))).toEqual(["02"]);
});

it("a page whose folder is gone already holds no build up", async () => {
  const site = openSiteRoot(join(folder, "half"), "");
  await site.add(storiesOf(3));
  await site.build();
  rmSync(join(site.root, "_site/stories/2022/01/01"), { recursive: true });
  await site.erase(site.files()[0] ?? "");
  await site.build();
  await site.expectAsFull();
});

it("of many files of others a refusal names five, and how many more there are", async () => {
  const site = openSiteRoot(join(folder, "foreign"), "");
  await site.add(storiesOf(1));
  const put = (count: number): void => {
    rmSync(join(site.root, "_site"), { recursive: true, force: true });
    mkdirSync(join(site.root, "_site/tags"), { recursive: true });
    for (let number = 1; number <= count; number++)
      writeFileSync(join(site.root, `_site/tags/${number}.html`), "Somebody's own.");
  };
  put(5);
  await expect(site.build()).rejects.toThrow("tags/4.html, tags/5.html. Nothing was changed.");
  put(7);
  await expect(site.build()).rejects.toThrow("tags/4.html, tags/5.html and 2 more. Nothing was changed.");
});
