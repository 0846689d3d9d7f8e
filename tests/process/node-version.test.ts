/** A Node that is too old is told so, in words. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { refuseNode } from "../../src/process/node-version.js";
import { BIN } from "../run-cli.ts";

it.each([
  ["18.20.8", false],
  ["20.18.3", false],
  ["20.19.0", true],
  ["22.1.0", true],
  ["100.0.0", true],
])("Node %s will do: %s", (version, does) => {
  expect(refuseNode(version) === undefined).toBe(does);
});

it("says which Node is needed, and with --json as JSON", () => {
  const old = 'data:text/javascript,Object.defineProperty(process.versions, "node", { value: "18.19.1" })';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", old, BIN, "build", "--json", "--root", "/nowhere"],
    { encoding: "utf8" },
  );
  expect(stderr).toMatch(/^shared-stories: Node 20\.19 or newer is needed, and this is 18\.19\.1: [^\n]+\n$/);
  expect(JSON.parse(stdout)).toEqual({ error: expect.stringContaining("20.19") });
  expect(status).toBe(1);
});

it("asks before anything is loaded that an older Node cannot read", () => {
  const imports = ["../../src/bin.js", "../../src/process/node-version.js"].map((path) =>
    [...readFileSync(new URL(path, import.meta.url), "utf8").matchAll(/^import .* from "(.*)";$/gm)].map(
      ([, from]) => from,
    ),
  );
  expect(imports).toEqual([["./process/node-version.js"], ["node:fs"]]);
});
