/** The whole site from the same stories: ours, Hugo's, and the plainest program's, in turns. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { command } from "./bench-root.ts";
import { writeHugoSite } from "./hugo-site.ts";
import { measure } from "./measure.ts";
import { type Measured, weigh } from "./report.ts";

const PLAIN = fileURLToPath(new URL("./plain-node.mjs", import.meta.url));

/** Where the stories are as JSON Lines, imported, and as Hugo wants them. */
export interface Places {
  engine: string;
  stories: string;
  root: string;
  hugo: string;
  plain: string;
}

export type Builder = "ours" | "Hugo" | "plain Node";

/** Each builder's cheapest round; ours leaves its site and cache in the root. */
export async function measureFullBuilds(
  places: Places,
  builders: Builder[],
  rounds: number,
): Promise<Map<Builder, Measured>> {
  if (builders.includes("Hugo")) await writeHugoSite(places.stories, places.hugo);
  const best = new Map<Builder, Measured>();
  for (let round = 0; round < rounds; round++) {
    for (const builder of builders) {
      const measured = await BUILD[builder](places);
      if (measured.cpu < (best.get(builder)?.cpu ?? Number.POSITIVE_INFINITY)) best.set(builder, measured);
    }
  }
  for (const folder of [places.hugo, places.plain]) rmSync(folder, { recursive: true, force: true });
  return best;
}

const BUILD: Record<Builder, (places: Places) => Promise<Measured>> = {
  ours: ({ engine, root }) => {
    rmSync(join(root, ".cache"), { recursive: true, force: true });
    return buildFresh(command(engine, "build", "--full", "--root", root), engine, join(root, "_site"));
  },
  Hugo: ({ hugo }) => buildFresh(["hugo", "--quiet"], hugo, join(hugo, "public")),
  "plain Node": ({ engine, root, plain }) => buildFresh(["node", PLAIN, root, plain], engine, plain),
};

async function buildFresh(line: string[], cwd: string, out: string): Promise<Measured> {
  rmSync(out, { recursive: true, force: true });
  const cost = await measure(line, cwd);
  return { ...cost, weight: weigh(out) };
}
