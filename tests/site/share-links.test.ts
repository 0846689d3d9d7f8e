import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openSiteRoot, storyOf } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "share-links-"));
afterAll(() => rmSync(folder, { recursive: true }));

const sourceOf = (name: string): object => ({
  source: { title: name, feed: `https://${name}.example/feed.xml` },
});
const BEE = "[{ url: https://bee.example/feed.xml, title: Bee }]";

it("a feed that only shared others' stories is named, and linked while it has a page: in old stories, too", async () => {
  const site = openSiteRoot(join(folder, "root"), "pageSize: 3");
  await site.add([0, 1, 2, 3, 4, 5].map((number) => storyOf(number, sourceOf("ant"))));
  site.edit(site.files()[0] ?? "", (text) =>
    text.replace(
      /^shares:\n/m,
      '$&  - { at: "2022-01-03T00:00:00Z", feed: "https://bee.example/feed.xml" }\n',
    ),
  );
  const link = (): string | undefined =>
    /<a class="p-name u-url" href="([^"]*)"><bdi>Bee</.exec(site.read("page/1/index.html"))?.[1];
  await site.build();
  await site.expectAsFull();

  site.settle("pageSize: 3", BEE);
  await site.build();
  expect(site.read("page/1/index.html")).toContain('<bdi class="p-name">Bee</bdi>');
  expect(link()).toBeUndefined();
  await site.expectAsFull();

  await site.add([storyOf(6, sourceOf("bee"))]);
  await site.build();
  expect(existsSync(join(site.root, "_site", link() ?? "none", "index.html"))).toBe(true);
  await site.expectAsFull();

  await site.add([storyOf(7, sourceOf("bee"))]);
  expect((await site.build()).pages.written).toBeLessThan(20);
  for (const file of site.files().slice(6))
    site.edit(file, (text) => text.replace("hidden: false", "hidden: true"));
  await site.build();
  expect(link()).toBeUndefined();
  await site.expectAsFull();
});
