/** Files that are there whole or not at all. */
import { randomBytes } from "node:crypto";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface FileWriter {
  /** Temp file, then rename: a reader sees the old file or the new one, never a part. */
  write(path: string, data: string | Uint8Array): void;
  /** Takes the folder of temp files away. */
  close(): void;
}

/**
 * @param folder for temp files, on the targets' file system; what a killed run left there is cleared away
 * @param flush ask the disk before each rename: for what could not be made again
 */
export function createFileWriter(folder: string, { flush }: { flush: boolean }): FileWriter {
  const made = new Set<string>();
  // Not the process's number: where a killed run had the same, as in containers, its temp files stand in the way.
  const run = randomBytes(6).toString("hex");
  let count = 0;

  const makeFolder = (path: string): void => {
    if (made.has(path)) return;
    mkdirSync(path, { recursive: true });
    made.add(path);
  };

  return {
    write(path, data) {
      makeFolder(folder);
      makeFolder(dirname(path));
      const temporary = join(folder, `${run}-${count++}`);
      try {
        writeFileSync(temporary, data, { flag: "wx", flush });
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
