/** The site of a few stories on loopback, for a browser to look at: imported and built by the command itself. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runCli } from "./run-cli.ts";
import { serveFolder } from "./static-server.ts";

export interface StorySite {
  origin: string;
  close(): Promise<void>;
}

/**
 * @param stories lines of JSON Lines
 * @param site more lines of feeds.yaml below `site:`
 * @param templates of the root's own, by path
 */
export async function serveStories(
  stories: object[],
  site: string[] = [],
  templates: Record<string, string> = {},
): Promise<StorySite> {
  const root = mkdtempSync(join(tmpdir(), "story-site-"));
  const feeds = [
    "site:",
    "  title: Stories",
    "  url: https://example.org/",
    ...site.map((line) => `  ${line}`),
  ];
  writeFileSync(join(root, "feeds.yaml"), [...feeds, "feeds: []", ""].join("\n"));
  for (const [path, text] of Object.entries(templates)) {
    const file = join(root, "templates", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  const lines = join(root, "stories.jsonl");
  writeFileSync(lines, stories.map((story) => `${JSON.stringify(story)}\n`).join(""));
  await orThrow(["import", lines, "--root", root]);
  await orThrow(["build", "--root", root]);
  const server = await serveFolder(join(root, "_site"));
  return {
    origin: server.origin,
    async close() {
      await server.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

async function orThrow(args: string[]): Promise<void> {
  const { code, stderr } = await runCli(args);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
}
