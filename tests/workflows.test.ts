/** What the ready workflows run on GitHub, against a repository on this disk. */
import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { hashTree } from "./run-cli.ts";

const PROJECT = fileURLToPath(new URL("..", import.meta.url));
const COMMIT_CONTENT = join(PROJECT, ".github/commit-content.sh");
const HAND_OVER = join(PROJECT, ".github/hand-over.sh");

let folder: string;
let remote: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "workflows-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const git = (where: string, ...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=Ada", "-c", "user.email=ada@example.org", ...args], {
    cwd: where,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

function write(where: string, path: string, text: string): void {
  mkdirSync(dirname(join(where, path)), { recursive: true });
  writeFileSync(join(where, path), text);
}

let clones = 0;

function clone(): string {
  const where = join(folder, `clone-${++clones}`);
  git(folder, "clone", "--quiet", "--depth", "1", `file://${remote}`, where);
  return where;
}

/** A repository with one story, whose only clones are made by `clone`. */
function openRemote(): void {
  remote = join(folder, `remote-${clones}.git`);
  git(folder, "init", "--quiet", "--bare", "--initial-branch=main", remote);
  const first = join(folder, `first-${clones}`);
  git(folder, "clone", "--quiet", `file://${remote}`, first);
  push(first, "content/stories/old.md", "an old story\n");
}

function push(where: string, path: string, text: string): void {
  write(where, path, text);
  git(where, "add", "-A");
  git(where, "commit", "--quiet", "-m", `edit ${path}`);
  git(where, "push", "--quiet", "origin", "HEAD:main");
}

/** As a step of the workflow runs it; `again` is a line of bash. */
const commitContent = (where: string, again: string): string =>
  execFileSync("bash", [COMMIT_CONTENT, "bash", "-c", again], {
    cwd: where,
    encoding: "utf8",
    env: { ...process.env, PUSH_URL: `file://${remote}`, BRANCH: "main" },
    stdio: ["ignore", "pipe", "pipe"],
  });

const published = (path: string): string => git(remote, "show", `main:${path}`);
const subjects = (): string[] => git(remote, "log", "--format=%s", "main").trim().split("\n");

describe("commit-content.sh", () => {
  beforeEach(openRemote);

  it("commits what a night left in content/, and nothing else", () => {
    const night = clone();
    write(night, "content/stories/new.md", "a new story\n");
    write(night, "content/.state/feed.yaml", "seen: 1\n");
    write(night, "clones/1/content/x.md", "not to be committed\n");
    commitContent(night, "exit 1");
    expect(subjects()).toEqual(["content: 1 new story", "edit content/stories/old.md"]);
    expect(git(remote, "ls-tree", "-r", "--name-only", "main").trim().split("\n")).toEqual([
      "content/.state/feed.yaml",
      "content/stories/new.md",
      "content/stories/old.md",
    ]);
  });

  it("commits nothing where nothing is new", () => {
    expect(commitContent(clone(), "exit 1")).toContain("nothing new");
    expect(subjects()).toHaveLength(1);
  });

  it("commits nothing, and ends well, where a page has no content yet", () => {
    const fresh = clone();
    git(fresh, "rm", "-r", "--quiet", "content");
    git(fresh, "commit", "--quiet", "-m", "no content");
    git(fresh, "push", "--quiet", "origin", "HEAD:main");
    expect(commitContent(clone(), "exit 1")).toBe("nothing new\n");
    expect(subjects()[0]).toBe("no content");
  });

  it("does the night's work again on what somebody pushed meanwhile, without the right to push", () => {
    const [night, editor] = [clone(), clone()];
    write(night, "content/stories/new.md", "a new story, from before the edit\n");
    push(editor, "content/stories/old.md", "an edited story\n");
    const again =
      'echo "a new story, beside: $(cat content/stories/old.md)" > content/stories/new.md; env > ../seen';
    commitContent(night, again);
    expect(published("content/stories/old.md")).toBe("an edited story\n");
    expect(published("content/stories/new.md")).toBe("a new story, beside: an edited story\n");
    expect(subjects().slice(0, 2)).toEqual(["content: 1 new story", "edit content/stories/old.md"]);
    expect(readFileSync(join(folder, "seen"), "utf8")).not.toContain("PUSH_URL");
  });

  it("keeps what answered where the night's work fails the second time, and ends as that", () => {
    const [night, editor] = [clone(), clone()];
    write(night, "content/stories/new.md", "a new story\n");
    push(editor, "content/stories/old.md", "an edited story\n");
    expect(() => commitContent(night, "echo some > content/stories/new.md; exit 1")).toThrow(
      "Command failed",
    );
    expect(published("content/stories/new.md")).toBe("some\n");
  });

  describe("where a push is refused though nobody pushed meanwhile", () => {
    const again = "touch ../again";
    let night: string;
    let hook: string;

    beforeEach(() => {
      night = clone();
      write(night, "content/stories/new.md", "a new story\n");
      hook = join(remote, "hooks/pre-receive");
    });

    it("asks the server once more", () => {
      writeFileSync(hook, `#!/bin/sh\nrm "${hook}"; exit 1\n`, { mode: 0o755 });
      commitContent(night, again);
      expect(published("content/stories/new.md")).toBe("a new story\n");
    });

    it("says what is to be mended, and does no work again", () => {
      writeFileSync(hook, "#!/bin/sh\necho main is protected >&2; exit 1\n", { mode: 0o755 });
      expect(() => commitContent(night, again)).toThrow(
        /main is protected[\s\S]*nobody pushed meanwhile[\s\S]*the right to write/,
      );
      expect(existsSync(join(folder, "again"))).toBe(false);
    });
  });

  it("gives up where it is always too late, and says that nothing is lost", () => {
    const [night, editor] = [clone(), clone()];
    write(night, "content/stories/new.md", "a new story\n");
    push(editor, "content/stories/old.md", "0\n");
    const overtaken = `echo new > content/stories/new.md; cd ${editor}; echo $RANDOM$RANDOM > content/x; git add -A; git -c user.name=A -c user.email=a@example.org commit -qm x; git push -q origin HEAD:main`;
    expect(() => commitContent(night, overtaken)).toThrow("nothing was lost");
    expect(published("content/stories/old.md")).toBe("0\n");
  });
});

describe("hand-over.sh", () => {
  beforeEach(openRemote);

  const handOver = (where: string, ...args: string[]): string =>
    execFileSync("bash", [HAND_OVER, ...args], { cwd: where, encoding: "utf8", stdio: "pipe" });

  /** What a machine hands over, as a file of the machine that puts all together. */
  function give(machine: string, name: string): string {
    const patch = join(folder, `${name}.patch`);
    handOver(machine, "give", patch);
    return patch;
  }

  const content = (where: string): Record<string, string> => hashTree(join(where, "content"));

  it("makes a clone of what each machine found, byte for byte", () => {
    const [busy, idle, joining] = [clone(), clone(), clone()];
    write(busy, 'content/stories/a "quoted" námè.md', "lines\r\nof both\nkinds, and a last one without end");
    writeFileSync(join(busy, "content/stories/bytes.md"), Buffer.from([0xff, 0, 0xfe, 0x0a]));
    write(busy, "content/.state/feed.yaml", "seen: 1\n");
    appendFileSync(join(busy, "content/stories/old.md"), "trailing blanks   \n");
    write(busy, "_site/index.html", "not to be handed over\n");
    git(busy, "config", "color.ui", "always");
    git(busy, "config", "diff.noprefix", "true");
    const patches = [give(busy, "found-1"), give(idle, "found-2")];
    for (let night = 1; night <= 3; night++) {
      handOver(joining, "take", "clones", ...patches);
      expect(content(join(joining, "clones/found-1"))).toEqual(content(busy));
      expect(content(join(joining, "clones/found-2"))).toEqual(content(idle));
      if (night === 2) rmSync(join(joining, "clones"), { recursive: true });
    }
    rmSync(join(joining, "clones"), { recursive: true });
    expect(git(joining, "status", "--porcelain")).toBe("");
  });

  it("hands over what was taken away", () => {
    const [machine, joining] = [clone(), clone()];
    rmSync(join(machine, "content/stories/old.md"));
    handOver(joining, "take", "clones", give(machine, "found-gone"));
    expect(content(join(joining, "clones/found-gone"))).toEqual({});
  });

  it("gives clones what somebody pushed meanwhile, but for files that the machine changed itself", () => {
    const editor = clone();
    for (const name of ["both", "gone"]) push(editor, `content/stories/${name}.md`, "as it was\n");
    const [machine, joining] = [clone(), clone()];
    write(machine, "content/stories/both.md", "as it was, and shared again\n");
    write(machine, "content/stories/new.md", "a new story\n");
    write(machine, "content/stories/made.md", "by the machine\n");
    const patch = give(machine, "found-meanwhile");
    rmSync(join(editor, "content/stories/gone.md"));
    for (const name of ["both", "old", "made", "named [so]"])
      push(editor, `content/stories/${name}.md`, `${name}, by hand\n`);
    git(joining, "fetch", "--quiet", "--depth", "1", "origin", "main");
    git(joining, "reset", "--quiet", "--hard", "FETCH_HEAD");
    handOver(joining, "take", "clones", patch);
    const stories = join(joining, "clones/found-meanwhile/content/stories");
    const texts = readdirSync(stories).map((name) => [name, readFileSync(join(stories, name), "utf8")]);
    expect(Object.fromEntries(texts)).toEqual({
      "both.md": "as it was, and shared again\n",
      "made.md": "by the machine\n",
      "named [so].md": "named [so], by hand\n",
      "new.md": "a new story\n",
      "old.md": "old, by hand\n",
    });
  });

  it("puts nothing together on another commit than the machines began with", () => {
    const [machine, editor] = [clone(), clone()];
    const patch = give(machine, "found-before");
    push(editor, "content/stories/old.md", "an edited story\n");
    expect(() => handOver(clone(), "take", "clones", patch)).toThrow("invalid reference");
  });
});

describe("the workflows", () => {
  const read = (name: string) => parse(readFileSync(join(PROJECT, ".github/workflows", name), "utf8"));
  const [nightly, sharded] = [read("nightly.yml"), read("sharded.yml")];
  const hosting = readFileSync(join(PROJECT, "docs/hosting.md"), "utf8");

  it("give fetch and build the site's address where feeds.yaml has none", () => {
    const told = Object.values<{ steps: object[] }>(nightly.jobs).map(({ steps }) => JSON.stringify(steps));
    for (const steps of told) expect(steps).toMatch(/SITE_URL.*BASE_URL|SITE_URL.*base_url/);
  });

  it("give all machines of a sharded night that address, and one instant", () => {
    const { agree, deploy, ...working } = sharded.jobs;
    expect(Object.keys(agree.outputs)).toEqual(["epoch", "url"]);
    for (const { env, needs } of Object.values<{ env: object; needs: string | string[] }>(working)) {
      expect(env).toMatchObject({ SITE_URL: expect.stringContaining("needs.agree.outputs.url") });
      expect(needs).toContain("agree");
    }
    expect(working.fetch.env.SOURCE_DATE_EPOCH).toContain("needs.agree.outputs.epoch");
    expect(deploy.needs).toBe("build");
  });

  it("wait for each other in the documented build job as in ours", () => {
    const [, text = ""] = /```yaml\n(build:\n.*?)```/s.exec(hosting) ?? [];
    const { needs, if: when, concurrency } = nightly.jobs.build;
    expect(parse(text).build).toMatchObject({ needs, if: when, concurrency });
  });
});
