/** feeds.yaml on the disk. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { formatMistakes } from "../../src/config/mistake.ts";
import { readSettings } from "../../src/config/read-settings.ts";
import { VERSION } from "../../src/process/engine.js";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "settings-"));
});
afterEach(() => rm(root, { recursive: true }));

const told = async (): Promise<string> => {
  const result = await readSettings(root, {});
  return result.ok ? "" : formatMistakes(result.mistakes, "feeds.yaml");
};

it("reads the settings of a root, its local feeds relative to it", async () => {
  await writeFile(join(root, "feeds.yaml"), "site: { title: A }\nfeeds:\n  - url: own.xml\n");
  const result = await readSettings(root, { SITE_URL: "https://env.example" });
  expect(result.ok && result.settings.site.url).toBe("https://env.example/");
  expect(result.ok && result.settings.feeds[0]?.location).toBe(`file://${root}/own.xml`);
});

it("names itself in the User-Agent with version and site", async () => {
  await writeFile(join(root, "feeds.yaml"), "site: { title: A, url: https://a.example/ }\n");
  const result = await readSettings(root, {});
  expect(VERSION).toMatch(/^\d+\.\d+\.\d+/);
  expect(result.ok && result.settings.network.userAgent).toBe(
    `shared-stories/${VERSION} (+https://a.example/)`,
  );
});

it("says how to begin where there is no file", async () => {
  expect(await told()).toMatch(
    /^feeds\.yaml:1: There is no feeds\.yaml in .*settings-.*--root.*title and url/,
  );
});

it.each(["feeds.yml", "Feeds.YAML", "feeds.yaml.txt", "feed.yaml"])(
  "says what to do about a %s",
  async (name) => {
    await writeFile(join(root, name), "site: { title: A, url: https://a.example/ }\n");
    expect(await told()).toMatch(
      new RegExp(`There is no feeds\\.yaml in .*, but ${name}\\. Rename it to feeds\\.yaml\\.`),
    );
  },
);

it("says so where a folder stands in the file's place", async () => {
  await mkdir(join(root, "feeds.yaml"));
  expect(await told()).toContain("cannot be read (EISDIR)");
});

it("says so where the file is no UTF-8", async () => {
  await writeFile(join(root, "feeds.yaml"), Buffer.from("site: { title: Caf\xe9 }\n", "latin1"));
  expect(await told()).toMatch(/not written in UTF-8\. Save it as UTF-8/);
});

it("reads a file of UTF-8 with a byte order mark", async () => {
  await writeFile(join(root, "feeds.yaml"), "\uFEFFsite: { title: A, url: https://a.example/ }\n");
  expect(await told()).toBe("");
});
