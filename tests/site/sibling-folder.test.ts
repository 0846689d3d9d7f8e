import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../run-cli.ts";
import { openSiteRoot } from "./site-root.ts";

const folder = mkdtempSync(join(tmpdir(), "sibling-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("a root is built from a folder whose name begins its own", async () => {
  const { root } = openSiteRoot(join(folder, "page-two"), "pageSize: 3");
  const beside = join(folder, "page");
  mkdirSync(beside);
  const { code, stderr } = await runCli(["build", "--root", root], {}, beside);
  expect(code, stderr).toBe(0);
  expect(existsSync(join(root, "_site/index.html"))).toBe(true);
});
