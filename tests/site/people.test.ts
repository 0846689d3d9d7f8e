import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";

const root = mkdtempSync(join(tmpdir(), "people-"));

async function buildWith(images: "link" | "none", photo = "bob.jpg"): Promise<string> {
  writeFileSync(
    join(root, "feeds.yaml"),
    `site:
  title: P
  url: https://example.org/shared/
  images: ${images}
  author: { name: Ada, url: https://ada.example/, photo: https://elsewhere.example/ada.jpg }
people:
  Bob: { photo: ${photo} }
feeds: []
`,
  );
  expect((await runCli(["build", "--root", root])).code).toBe(0);
  const files = readdirSync(join(root, "_site"), { recursive: true, encoding: "utf8" });
  return files
    .filter((file) => file.endsWith(".html"))
    .map((file) => readFileSync(join(root, "_site", file), "utf8"))
    .join("");
}

const picturesIn = (html: string): string[] =>
  [...new Set([...html.matchAll(/<img[^>]* src="([^"]*)"/g)].map(([, src = ""]) => src))].sort();

beforeAll(async () => {
  const stories = ["Ada", "Bob", "bob"].map((by) =>
    JSON.stringify({ url: `https://example.com/${by}`, by, title: by }),
  );
  writeFileSync(join(root, "stories.jsonl"), stories.join("\n"));
  writeFileSync(join(root, "feeds.yaml"), "site: { title: P, url: https://example.org/ }\nfeeds: []\n");
  await runCli(["import", join(root, "stories.jsonl"), "--root", root]);
});

afterAll(() => rmSync(root, { recursive: true }));

it("the author is a sharer like others: with photo and address", async () => {
  const html = await buildWith("link");
  expect(picturesIn(html)).toEqual([
    "https://elsewhere.example/ada.jpg",
    "https://example.org/shared/bob.jpg",
  ]);
  expect(html.match(/src="https:\/\/elsewhere.example\/ada.jpg" alt="" width="24"/g)?.length).toBeGreaterThan(
    0,
  );
  expect(readFileSync(join(root, "_site/by/ada/index.html"), "utf8")).toContain(
    '<a href="https://ada.example/"',
  );
});

it("a site without pictures asks nobody else for one: of photos it shows its own", async () => {
  expect(picturesIn(await buildWith("none"))).toEqual(["https://example.org/shared/bob.jpg"]);
});

it("another photo stands on the pages that there are already", async () => {
  await buildWith("none");
  expect(picturesIn(await buildWith("none", "robert.jpg"))).toEqual([
    "https://example.org/shared/robert.jpg",
  ]);
});

it("whoever writes a name in another case means the same person, as the person's page does", async () => {
  await buildWith("link");
  const pages = readdirSync(join(root, "_site/stories"), { recursive: true, encoding: "utf8" });
  const photos = pages
    .filter((file) => /bob-\w+\/index\.html$/.test(file))
    .map((file) => readFileSync(join(root, "_site/stories", file), "utf8"))
    .map((html) => [...html.matchAll(/src="([^"]*bob\.jpg)"/g)].length);
  expect(photos).toEqual([1, 1]);
  expect(readFileSync(join(root, "_site/by/bob/index.html"), "utf8")).toContain("<bdi>Bob</bdi></h1>");
});
