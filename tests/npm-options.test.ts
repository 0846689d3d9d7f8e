/** Options that npm kept to itself. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { tellTakenOptions } from "../src/commands/npm-options.ts";
import { runCli } from "./run-cli.ts";

const root = mkdtempSync(join(tmpdir(), "npm-options-"));
writeFileSync(join(root, "feeds.yaml"), "site: { title: Npm, url: https://example.org/ }\n");
afterAll(() => rmSync(root, { recursive: true }));

const OPTIONS = [
  { long: "--root", flags: "--root <dir>" },
  { long: "--dry-run", flags: "--dry-run" },
];
const told = (env: NodeJS.ProcessEnv, ...words: string[]): string | undefined =>
  tellTakenOptions("fetch", OPTIONS, env, words);

it.each([
  ["none", { npm_lifecycle_event: "fetch" }],
  ["one that is off", { npm_lifecycle_event: "fetch", npm_config_dry_run: "" }],
  ["one of npm's own", { npm_lifecycle_event: "fetch", npm_config_cache: "/tmp" }],
  ["one of another script, which runs the command", { npm_lifecycle_event: "all", npm_config_root: "true" }],
  ["one where npm is not", { npm_config_root: "true" }],
])("tells nothing of %s", (_what, env) => {
  expect(told(env)).toBeUndefined();
});

it("tells nothing of an option that came through as well", () => {
  expect(told({ npm_lifecycle_event: "fetch", npm_config_root: "true" }, "--root=page")).toBeUndefined();
});

it("names all, and shows how to write them", () => {
  const env = { npm_lifecycle_event: "fetch", npm_config_root: "true", npm_config_dry_run: "true" };
  expect(told(env)).toMatch(/took --root and --dry-run .* npm run fetch -- --root <dir> --dry-run$/);
});

it("ends a command before it does what was not meant", async () => {
  const env = { npm_lifecycle_event: "fetch", npm_config_dry_run: "true" };
  const { code, stderr } = await runCli(["fetch", "--root", root], env);
  expect(stderr).toMatch(/^shared-stories: npm took --dry-run for itself: .*npm run fetch -- --dry-run\n$/);
  expect(code).toBe(2);
  expect(existsSync(join(root, "content"))).toBe(false);
});

it("knows what npm itself makes of them", () => {
  const npm = spawnSync("npm", ["run", "--silent", "doctor", "--json"], { encoding: "utf8" });
  expect(npm.stderr).toContain("npm run doctor -- --json");
  expect(npm.status).toBe(2);
});
