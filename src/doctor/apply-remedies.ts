/** Does what is safe to do about findings. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { createFileWriter } from "../story/file/write-file.ts";
import { STATE } from "../story/state/feed-state.ts";
import type { Finding } from "./finding.ts";

/** @param findings those with a remedy */
export function applyRemedies(root: string, findings: Finding[]): void {
  const writer = createFileWriter(join(root, STATE, ".writing"), {
    flush: true,
    home: join(root, "content"),
  });
  try {
    for (const { remedy } of findings) {
      if (remedy?.kind === "write") writer.write(join(root, remedy.path), remedy.text);
      if (remedy?.kind === "delete") rmSync(join(root, remedy.path));
    }
  } finally {
    writer.close();
  }
}
