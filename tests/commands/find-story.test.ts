import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findStory } from "../../src/commands/find-story.ts";
import { storyId } from "../../src/story/address.ts";
import { type OpenArchive, openArchive } from "../../src/story/archive/archive.ts";

const DAY = "content/stories/2022/01/18";
const SITE = "https://example.org/shared/";
let root: string;
let archive: OpenArchive;

/** Writes a story's file under this name. @returns its id */
function write(name: string, address: string): string {
  const id = storyId(address);
  const path = join(root, DAY, `${name.replace("ID", id)}.md`);
  mkdirSync(dirname(path), { recursive: true });
  const origin = `{ format: 1, id: ${id}, url: "${address.replace(/#guid=.*/, "")}", address: "${address}" }`;
  writeFileSync(path, `---\ntitle: ${name}\nshared: 2022-01-18T03:00:00Z\norigin: ${origin}\n---\nWords.\n`);
  return id;
}

let [plain, nice, first, second, alone, place, gone] = ["", "", "", "", "", "", ""];

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "find-story-"));
  plain = write("plain-ID", "https://example.com/plain");
  nice = write("my-nice-näme", "https://example.com/nice");
  first = write("first-ID", "https://example.com/both#guid=1");
  second = write("second-ID", "https://example.com/both#guid=2");
  alone = write("alone-ID", "https://example.com/alone#guid=1");
  place = write("place-ID", "https://example.com/both#place");
  gone = storyId("https://example.com/gone");
  const line = `${gone} 2022-01-18T03:00:00Z https://example.com/gone\n`;
  writeFileSync(join(root, "content/removed.txt"), line);
  archive = await openArchive(root, { allowShrink: false });
});

afterAll(() => {
  archive.close();
  rmSync(root, { recursive: true, force: true });
});

const found = (name: string): string => findStory(name, { archive, root, site: SITE }).origin.id;

describe("a story is found", () => {
  it.each([
    ["its id", () => plain, () => plain],
    ["its path", () => `${DAY}/plain-${plain}.md`, () => plain],
    ["its page's path", () => `/stories/2022/01/18/plain-${plain}/`, () => plain],
    ["the original's address", () => "http://EXAMPLE.com/plain?utm_source=x#top", () => plain],
    ["a path of a name of its own", () => `${DAY}/my-nice-näme.md`, () => nice],
    ["its absolute path", () => join(root, DAY, "my-nice-näme.md"), () => nice],
    ["its page's address", () => `${SITE}stories/2022/01/18/my-nice-n%C3%A4me/`, () => nice],
    ["its page's file", () => "stories/2022/01/18/my-nice-näme/index.html", () => nice],
    ["its page's path under the prefix", () => "/shared/stories/2022/01/18/my-nice-näme/", () => nice],
    ["its place on an archive page", () => `${SITE}page/1/#s-${nice}`, () => nice],
    ["an address that its guid adds to", () => "https://example.com/alone", () => alone],
    ["the fragment that tells it apart", () => "https://example.com/both#place", () => place],
  ])("by %s", (_what, name, id) => {
    expect(found(name())).toBe(id());
  });
});

describe("no story is taken", () => {
  it("where several have the address: each is named", () => {
    expect(() => found("https://example.com/both")).toThrow(
      `3 stories have the address https://example.com/both: give the id of one of them
  ${first}  ${DAY}/first-${first}.md
  ${place}  ${DAY}/place-${place}.md
  ${second}  ${DAY}/second-${second}.md`,
    );
  });

  it.each([
    ["its id", () => gone],
    ["its file", () => `${DAY}/gone-${gone}.md`],
    ["its page", () => `/stories/2022/01/18/gone-${gone}/`],
    ["the original's address", () => "http://example.com/gone?utm_source=x#top"],
  ])("where it was taken away, by %s", (_what, name) => {
    expect(() => found(name())).toThrow(`the story ${name()} was taken away, and content/removed.txt keeps`);
  });

  it.each(["nothing", "https://example.com/", "/stories/", "https://example.org/%zz/", "../.."])(
    "where there is none: %s",
    (name) => {
      expect(() => found(name)).toThrow(`there is no story ${name}: give its id`);
    },
  );
});

it("a file that cannot be read is named with what is wrong, and not said to be missing", () => {
  const path = `${DAY}/plain-${plain}.md`;
  const text = readFileSync(join(root, path));
  writeFileSync(join(root, path), Buffer.concat([text, Buffer.from("caf\xe9\n", "latin1")]));
  expect(() => found(plain)).toThrow(`${path}:7: has signs that are no UTF-8; save the file as UTF-8`);
  writeFileSync(join(root, path), text);
});
