/** Whether content/ may be an older copy than the state beside it: stories are gone that nobody took away. */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { gitEnvironment } from "../../process/git-environment.ts";
import { newStoryPath } from "../file/story-path.ts";
import { LEDGER, type LedgerLine } from "../state/ledger.ts";

/**
 * An older copy never had the days of what came later, while who deletes files leaves their folders. And where git
 * has the ledger as it is, stories and state were committed together: what is gone was taken away.
 */
export const mayBeRolledBack = (root: string, gone: LedgerLine[]): boolean =>
  !gone.some(({ id, shared }) => existsSync(join(root, dirname(newStoryPath(shared, "", id))))) &&
  !isCommitted(join(root, LEDGER));

/** Whether git has a folder as it is. It is asked there: content/ may be a repository of its own. */
function isCommitted(folder: string): boolean {
  try {
    const args = ["--no-optional-locks", "status", "--porcelain", "--ignored", "--untracked-files=all", "."];
    return (
      execFileSync("git", args, { cwd: folder, env: gitEnvironment(), stdio: ["ignore", "pipe", "ignore"] })
        .length === 0
    );
  } catch {
    return false;
  }
}
