/** Story files that git has and left out of a sparse checkout: they are missing, and nobody deleted them. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { gitEnvironment } from "../../process/git-environment.ts";
import { STORIES } from "../file/story-path.ts";

/** How many; 0 also without git. It is asked there: content/ may be a repository of its own. */
export function countLeftOut(root: string): number {
  const folder = [join(root, STORIES), join(root, "content")].find((path) => existsSync(path));
  if (folder === undefined) return 0;
  try {
    const listed = execFileSync("git", ["ls-files", "-t", "-z"], {
      cwd: folder,
      env: gitEnvironment(),
      stdio: ["ignore", "pipe", "ignore"],
      encoding: "utf8",
      maxBuffer: Number.POSITIVE_INFINITY,
    });
    // Marked so are files, too, that are there and whose changes git was told to overlook.
    return listed
      .split("\0")
      .filter(
        (line) => line.startsWith("S ") && line.endsWith(".md") && !existsSync(join(folder, line.slice(2))),
      ).length;
  } catch {
    return 0;
  }
}
