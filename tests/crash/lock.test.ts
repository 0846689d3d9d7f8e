import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LockedError, lockRoot } from "../../src/process/lock.ts";
import { runCli } from "../run-cli.ts";

let root: string;
let lock: string;

const HOUR = 3600 * 1000;

const holder = (values: object): string =>
  JSON.stringify({ pid: process.ppid, host: hostname(), since: new Date().toISOString(), ...values });

const deadProcess = (): number => spawnSync("true").pid;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "lock-"));
  lock = join(root, ".cache/lock");
  mkdirSync(join(root, ".cache"));
  writeFileSync(join(root, "feeds.yaml"), "site: { title: Picked, url: https://picked.example/ }\n");
});

afterEach(() => rmSync(root, { recursive: true }));

describe("two runs at once", () => {
  it.each(["nightly", "fetch", "build"])(
    "are one: %s says who is at work, ends with 1 and changes nothing",
    async (command) => {
      const unlock = lockRoot(root);
      const { code, stderr } = await runCli([command, "--root", root]);
      expect(code).toBe(1);
      expect(stderr).toContain(`another run (process ${process.pid} on ${hostname()}, since `);
      expect(stderr).toContain(`delete ${lock}`);
      expect(existsSync(join(root, "content"))).toBe(false);
      expect(existsSync(join(root, "_site"))).toBe(false);
      unlock();
      expect(existsSync(lock)).toBe(false);
      expect((await runCli([command, "--root", root])).code).toBe(0);
    },
  );

  it("never both take over a dead run's lock", async () => {
    writeFileSync(lock, holder({ pid: deadProcess() }));
    const log = join(root, "log");
    const script = `
      import { appendFileSync } from "node:fs";
      import { setTimeout as wait } from "node:timers/promises";
      import { lockRoot } from ${JSON.stringify(new URL("../../src/process/lock.ts", import.meta.url).href)};
      const unlock = lockRoot(${JSON.stringify(root)});
      appendFileSync(${JSON.stringify(log)}, "in ");
      await wait(300);
      appendFileSync(${JSON.stringify(log)}, "out ");
      unlock();`;
    const args = ["--import", "tsx", "--input-type=module", "--eval", script];
    const codes = await Promise.all(
      Array.from({ length: 6 }, () => {
        const child = spawn(process.execPath, args, {
          cwd: join(import.meta.dirname, "../.."),
          stdio: "ignore",
        });
        return new Promise<number | null>((resolve) => child.on("close", resolve));
      }),
    );
    expect(readFileSync(log, "utf8")).toMatch(/^(in out )+$/);
    expect(codes).toContain(0);
  });
});

describe("a lock", () => {
  const refused = (text: string): void => {
    writeFileSync(lock, text);
    expect(() => lockRoot(root)).toThrow(LockedError);
    expect(readFileSync(lock, "utf8")).toBe(text);
  };

  const takenOver = (text: string, changed = new Date()): void => {
    writeFileSync(lock, text);
    utimesSync(lock, changed, changed);
    const unlock = lockRoot(root);
    expect(JSON.parse(readFileSync(lock, "utf8"))).toMatchObject({ pid: process.pid });
    unlock();
    expect(existsSync(lock)).toBe(false);
  };

  it("of a dead process is taken over", () => takenOver(holder({ pid: deadProcess() })));

  it.runIf(process.platform === "linux")(
    "of a process that was killed is taken over, also before its parent takes notice",
    async () => {
      // The shell makes way for a program that waits for nobody.
      const parent = spawn("sh", ["-c", "sleep 60 & echo $!; exec sleep 60"]);
      const [said] = await once(parent.stdout, "data");
      const pid = Number(String(said));
      refused(holder({ pid }));
      await wait(300);
      process.kill(pid, "SIGKILL");
      await wait(300);
      takenOver(holder({ pid }));
      parent.kill("SIGKILL");
    },
  );

  it("of before this machine's last start is taken over, whoever has the process number now", () =>
    takenOver(holder({ since: "2001-01-01T00:00:00.000Z" })));

  it("that was cut off is taken over, also where its run was killed just now", () => {
    takenOver('{"pid":1', new Date(Date.now() - HOUR));
    takenOver("{}", new Date(Date.now() - HOUR));
    takenOver("");
  });

  it("that is being written just now is waited for, and then believed", () => {
    writeFileSync(lock, "");
    spawn("sh", ["-c", 'sleep 0.3; printf %s "$1" > "$2"', "sh", holder({}), lock]);
    expect(() => lockRoot(root)).toThrow(LockedError);
  });

  it("of another machine is believed for six hours", () => {
    refused(holder({ host: "elsewhere", since: new Date(Date.now() - 5 * HOUR).toISOString() }));
    takenOver(holder({ host: "elsewhere", since: new Date(Date.now() - 7 * HOUR).toISOString() }));
  });

  it("that another run took over is left to it", () => {
    const unlock = lockRoot(root);
    const other = holder({ host: "elsewhere" });
    writeFileSync(lock, other);
    unlock();
    expect(readFileSync(lock, "utf8")).toBe(other);
  });
});
