import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hashTree, runCli } from "./run-cli.ts";

const SITE = "site: { title: Refusals, url: https://example.org/ }\n";
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "refusals-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function newRoot(name: string, feeds: string): string {
  const root = join(folder, name);
  mkdirSync(root);
  writeFileSync(join(root, "feeds.yaml"), feeds);
  return root;
}

describe("with --json, a command that is refused", () => {
  it("lists the mistakes of feeds.yaml on stdout, and tells them on stderr", async () => {
    const root = newRoot("mistaken", "site: { titel: Refusals, url: https://example.org/ }\n");
    const { code, stdout, stderr } = await runCli(["build", "--json", "--root", root]);
    expect(code).toBe(2);
    const { error, mistakes } = JSON.parse(stdout);
    expect(error).toBe("feeds.yaml has mistakes");
    expect(mistakes).toContainEqual(expect.objectContaining({ line: 1, key: "site.titel" }));
    expect(stderr).toMatch(/^feeds\.yaml:1: site\.titel: /m);
  });

  it.each([
    ["a word that no command knows", ["build", "--fulll"], "unknown option '--fulll'"],
    ["a value that is none", ["build", "--shard", "3/2"], "--shard wants i/n"],
    ["a story that is not there", ["hide", "nothing"], "there is no story nothing"],
  ])("says why on stdout: %s", async (_what, words, why) => {
    const root = join(folder, "sound");
    if (!existsSync(root)) newRoot("sound", SITE);
    const { code, stdout, stderr } = await runCli([...words, "--json", "--root", root]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining(why) });
    expect(stderr.split(why)).toHaveLength(2);
  });

  it("says also why nothing was done, where too many stories are gone", async () => {
    const root = newRoot("shrunk", SITE);
    const lines = Array.from({ length: 30 }, (_, n) => `{"url":"https://example.com/${n}","title":"${n}"}\n`);
    writeFileSync(join(root, "stories.jsonl"), lines.join(""));
    await runCli(["import", join(root, "stories.jsonl"), "--root", root]);
    rmSync(join(root, "content/stories"), { recursive: true });
    const { code, stdout } = await runCli(["fetch", "--json", "--root", root]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).error).toMatch(/^30 of 30 known stories are missing/);
  });
});

it("names the place that a page was to get, where a folder stands there", async () => {
  const root = newRoot("taken", SITE);
  const place = join(root, "_site/robots.txt");
  mkdirSync(place, { recursive: true });
  const { code, stderr } = await runCli(["build", "--root", root]);
  expect(code).toBe(1);
  expect(stderr).toContain(`a folder is where a file should be (${place}). `);
});

describe("a root that is not there", () => {
  it.each([
    ["export", "--jsonl"],
    ["hide", "nothing"],
    ["import", "stories.jsonl"],
    ["nightly"],
    ["merge", "."],
    ["serve"],
  ])("is not made by %s", async (...words) => {
    const root = join(folder, "misspelt");
    writeFileSync(join(folder, "stories.jsonl"), "");
    const args = words.map((word) => (word === "stories.jsonl" ? join(folder, word) : word));
    const { code, stdout, stderr } = await runCli([...args, "--root", root]);
    expect(code).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toBe(
      `shared-stories: there is no folder ${root}: give --root the folder that holds feeds.yaml and content/\n`,
    );
    expect(existsSync(root)).toBe(false);
  });
});

describe("a clock that is none", () => {
  it.each(["abc", "1773478800.5", "1773478800000"])("is refused: %s", async (epoch) => {
    const root = join(folder, `clock-${epoch}`);
    mkdirSync(root);
    writeFileSync(join(root, "feeds.yaml"), SITE);
    const { code, stderr } = await runCli(["build", "--root", root], { SOURCE_DATE_EPOCH: epoch });
    expect(code).toBe(2);
    expect(stderr).toBe(
      `shared-stories: SOURCE_DATE_EPOCH is "${epoch}": give whole seconds since 1970, as \`date +%s\` prints them, or unset it\n`,
    );
    expect(existsSync(join(root, "_site"))).toBe(false);
  });
});

it.each([
  ["--out", "content/site", "lie within each other"],
  ["--changed", "nowhere/changed.txt", "there is no folder"],
])("a night that could not be built is refused before a feed is asked: %s", async (option, value, why) => {
  const root = newRoot(`night${option}`, `${SITE}feeds: [{ url: own.xml }]\n`);
  const item = "<item><title>News</title><link>https://example.com/news</link></item>";
  writeFileSync(join(root, "own.xml"), `<rss version="2.0"><channel>${item}</channel></rss>`);
  const { code, stdout, stderr } = await runCli(["nightly", option, join(root, value), "--root", root]);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(why);
  expect(existsSync(join(root, "content"))).toBe(false);
});

it.each([
  ["{% if %}", "Line 1"],
  ["{{ doc.nope.nope() }}", 'Unable to call `doc["nope"]["nope"]`'],
])("a template that cannot be rendered is named, with what is wrong: %s", async (text, what) => {
  const root = newRoot(`template-${text.length}`, SITE);
  mkdirSync(join(root, "templates"));
  writeFileSync(join(root, "templates/404.njk"), text);
  const { code, stderr } = await runCli(["build", "--root", root]);
  expect(code).toBe(1);
  expect(stderr).toContain(`shared-stories: template (${join(root, "templates/404.njk")}) `);
  expect(stderr).toContain(what);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});

it.each([["help"], ["help fetch"], ["--help"], ["fetch --help"], ["--version"]])(
  "what was asked for is no mistake: %s",
  async (words) => {
    const { code, stdout, stderr } = await runCli(words.split(" "));
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).not.toBe("");
  },
);

it("a preview is refused before it begins", async () => {
  const sound = newRoot("preview", SITE);
  expect(await runCli(["serve", "--port", "abc", "--root", sound])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("--port abc is no port"),
  });
  const mistaken = newRoot("preview-mistaken", "site: { title: A }\n");
  expect(await runCli(["serve", "--root", mistaken])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("feeds.yaml:1: site.url"),
  });
});

it.each([
  ["an option before the command", ["--root", "page", "fetch"]],
  ["a command that is none", ["share", "https://example.com/a"]],
])("says of %s where both stand", async (_what, words) => {
  const { code, stderr } = await runCli(words);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^error: unknown .*\n\(The command stands first, .*--help lists all commands\.\)\n$/,
  );
});

it("an import of which no line is a story ends with 1, and says what is taken", async () => {
  const root = newRoot("notes", SITE);
  const stories = { stories: [{ story_title: "A", story_permalink: "https://example.com/a" }] };
  writeFileSync(join(root, "stories.json"), JSON.stringify(stories, null, 2));
  const { code, stdout } = await runCli(["import", join(root, "stories.json"), "--root", root]);
  expect(code).toBe(1);
  expect(stdout).toMatch(/\n {2}No line is a story: JSON Lines have one JSON object a line, .*\n$/);
});

it("a story's file in another encoding is named, is not shown, and stays as it is", async () => {
  const root = newRoot("latin", SITE);
  const [day, id] = ["content/stories/2022/01/18", "00000000000a"];
  const path = `${day}/a-${id}.md`;
  const bytes = Buffer.from("---\ntitle: A\nshared: 2022-01-18T03:00:00Z\n---\nCaf\xe9.\n", "latin1");
  mkdirSync(join(root, day), { recursive: true });
  writeFileSync(join(root, path), bytes);
  const why = `${path}:5: has signs that are no UTF-8`;
  const built = await runCli(["build", "--root", root]);
  expect([built.code, built.stdout]).toEqual([0, expect.stringContaining(`passed over ${why}`)]);
  expect(readFileSync(join(root, "_site/index.html"), "utf8")).not.toContain("Caf");
  const hidden = await runCli(["hide", id, "--root", root]);
  expect([hidden.code, hidden.stderr]).toEqual([1, expect.stringContaining(why)]);
  expect(readFileSync(join(root, path))).toEqual(bytes);
});

describe("what a build writes", () => {
  it.each(["feeds.yaml", "content/stories/note.md", "_site/index.html", "templates", ".cache/list"])(
    "never lies over what it reads or makes: --changed %s",
    async (name) => {
      const root = join(folder, "over");
      if (!existsSync(root)) newRoot("over", SITE);
      for (const folder of ["content/stories", "_site", "templates", ".cache"])
        mkdirSync(join(root, folder), { recursive: true });
      const before = hashTree(root);
      const { code, stderr } = await runCli(["build", "--root", root, "--changed", join(root, name)]);
      expect([code, stderr]).toEqual([2, expect.stringContaining(`--changed ${join(root, name)}: `)]);
      expect(hashTree(root)).toEqual(before);
    },
  );

  it.each([
    ["", "--out is empty"],
    ["/", "give --out a folder of its own"],
    ["a-file", "is a file: give the folder"],
    ["nowhere", "is a link that leads nowhere"],
  ])("is not put where no site can be: --out %j", async (out, why) => {
    const root = join(folder, "no-out");
    if (!existsSync(root)) {
      newRoot("no-out", SITE);
      writeFileSync(join(root, "a-file"), "Somebody's own.");
      symlinkSync(join(root, "missing"), join(root, "nowhere"));
    }
    const place = out === "" || out === "/" ? out : join(root, out);
    const { code, stderr } = await runCli(["build", "--root", root, "--out", place]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});

it.each([
  ["an export of a folder that is no root", ["export", "--jsonl"], "there is no content/ in"],
  ["an import of a folder", ["import", "/tmp"], "/tmp is a folder: give a file of JSON Lines"],
  ["a night that is to write nothing", ["nightly", "--dry-run"], "unknown option '--dry-run'"],
])("is refused, and changes nothing: %s", async (_what, words, why) => {
  const root = mkdtempSync(join(folder, "empty-"));
  const { code, stdout, stderr } = await runCli([...words, "--root", root]);
  expect([code, stdout, stderr]).toEqual([2, "", expect.stringContaining(why)]);
  expect(readdirSync(root)).toEqual([]);
});

it("says of a build what is wrong in single feeds' entries, which nobody asks for", async () => {
  const root = newRoot(
    "misspelt",
    `${SITE}feeds:\n  - { url: https://example.com/feed.xml, shwo: link }\n  - { url: none.xml, title: Other }\n`,
  );
  const build = await runCli(["build", "--root", root]);
  expect(build.code).toBe(0);
  expect(build.stdout).toMatch(/^ {2}passed over feeds\.yaml:3: feeds\[0\]\.shwo: .*show/m);
  const strict = await runCli(["build", "--strict", "--json", "--root", root]);
  expect(strict.code).toBe(1);
  expect(JSON.parse(strict.stdout).configMistakes).toEqual([
    expect.objectContaining({ line: 3, key: "feeds[0].shwo" }),
  ]);
  for (const words of [[], ["--only", "Other"]]) {
    const night = await runCli(["nightly", "--root", root, ...words]);
    expect(night.stdout.split("feeds.yaml:3:")).toHaveLength(2);
  }
});

it("passes over muted feeds that fail where single failures count", async () => {
  const root = newRoot("muted", `${SITE}feeds:\n  - { url: none.xml, muted: true }\n`);
  expect((await runCli(["fetch", "--strict", "--root", root])).code).toBe(0);
  writeFileSync(join(root, "feeds.yaml"), `${SITE}feeds:\n  - { url: none.xml }\n`);
  expect((await runCli(["fetch", "--strict", "--root", root])).code).toBe(1);
});

it("tells every mistake of feeds.yaml with line, key and cure, however many feeds have one", async () => {
  const entries = ["{ title: Nameless }", "{ tags: [news] }", "", '{ url: "" }', ..."abcd"].map((entry) =>
    entry.length === 1 ? `{ url: https://${entry}.example/, show: ful }` : entry,
  );
  const root = newRoot(
    "many-mistakes",
    `${SITE}feeds:\n${entries.map((entry) => `  - ${entry}\n`).join("")}`,
  );
  const { code, stdout } = await runCli(["nightly", "--root", root]);
  expect(code).toBe(0);
  const told = stdout.split("\n").filter((line) => line.startsWith("  failed "));
  const url = (n: number): string =>
    `feeds.yaml:${n + 3}: feeds[${n}].url: This key is missing. Write the feed's`;
  const show = (n: number): string =>
    `feeds.yaml:${n + 3}: feeds[${n}].show: "ful" is none of full, excerpt, link. Did you mean full?`;
  expect(told).toEqual([
    expect.stringContaining(`  failed Nameless (config): ${url(0)}`),
    expect.stringContaining(`  failed feeds[1] (config): ${url(1)}`),
    expect.stringContaining("  failed feeds[2] (config): feeds.yaml:5: feeds[2]: No feed stands"),
    expect.stringContaining("  failed feeds[3] (config): feeds.yaml:6: feeds[3].url: The text is empty"),
    ...[..."abcd"].map((host, n) => `  failed https://${host}.example/ (config): ${show(n + 4)}`),
  ]);
});

it("tells once what many feeds say alike, and of each what it says alone", async () => {
  const pages = [..."abcdefg"].map((name) => `page-${name}.html`);
  const gone = [..."hijklm"].map((name) => `gone-${name}.xml`);
  const local = [...pages, ...gone].map((name) => `  - { url: ${name}, title: ${name} }\n`);
  const ports = [1, 2, 3, 4, 5, 6].map(
    (n) => `  - { url: "https://nas.example:6667/${n}", title: Nas ${n} }\n`,
  );
  const root = newRoot("alike", `${SITE}feeds:\n${[...local, ...ports].join("")}`);
  for (const page of pages)
    writeFileSync(
      join(root, page),
      `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="https://${page}.example/feed"></head></html>`,
    );
  const { code, stdout } = await runCli(["fetch", "--root", root]);
  expect(code).toBe(0);
  for (const page of pages)
    expect(stdout).toContain(`a web page, not a feed; it names https://${page}.example/feed`);
  for (const name of gone) expect(stdout).toContain(`  failed ${name} (fetch): file:${name} cannot be read`);
  expect(stdout).toMatch(
    /^ {2}failed 6 feeds \(fetch\): port 6667 .*; if it is meant, add nas\.example:6667 to network\.allowHosts.*\n {9}Nas 1, Nas 2, Nas 3, Nas 4, Nas 5, Nas 6$/m,
  );
});

it.each([
  [
    "an address",
    "https://ada.newsblur.com/",
    "import of an address, such as https://ada.newsblur.com/, is not supported yet: give a file of JSON Lines",
  ],
  ["a file of another kind", "feeds.opml", "OPML, bookmarks and saved pages are not supported yet"],
])("says of an import of %s that it comes later", async (_what, name, why) => {
  const file = name.startsWith("https:") ? name : join(folder, name);
  if (file !== name) writeFileSync(file, '\n<opml version="2.0"></opml>\n');
  const { code, stderr } = await runCli(["import", file, "--root", folder]);
  expect(code).toBe(2);
  expect(stderr).toContain(why);
});

it("shows what went wrong beside a run of GitHub Actions, a line each whatever it says", async () => {
  const feed = "  - { url: './gone, 100%.xml', title: 'Gone, alas' }\n";
  const root = newRoot("annotated", `${SITE}feeds:\n${feed}`);
  mkdirSync(join(root, "content/stories"), { recursive: true });
  writeFileSync(join(root, "content/stories/a-00000000000a.md"), "---\ntitle: a: b\n---\n");
  const marked = ({ stdout }: { stdout: string }): string[] =>
    stdout.split("\n").filter((line) => line.startsWith("::"));
  expect(marked(await runCli(["nightly", "--root", root], { GITHUB_ACTIONS: "" }))).toEqual([]);
  const lines = marked(await runCli(["nightly", "--root", root], { GITHUB_ACTIONS: "true" }));
  expect(lines).toEqual([
    expect.stringMatching(/^::warning file=feeds\.yaml,title=Gone%2C alas failed::fetch: .*100%25/),
    expect.stringMatching(
      /^::warning file=content\/stories\/a-0{11}a\.md,line=2,title=This story is not shown::invalid YAML/,
    ),
  ]);
});
