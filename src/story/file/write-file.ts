/** Files that are there whole or not at all. */
import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { MendableError } from "../../mendable-error.ts";

export interface FileWriter {
  /** Temp file, then rename: a reader sees the old file or the new one, never a part. */
  write(path: string, data: string | Uint8Array): void;
  /** Gives a file another path: at no moment are there two, or none. */
  move(from: string, to: string): void;
  /** Takes the folder of temp files away. */
  close(): void;
}

export interface FileWriterOptions {
  /** Ask the disk before each rename: for what could not be made again. */
  flush: boolean;
  /**
   * Where people commit what is written. Folders below this one that are links are refused: strangers may have put them
   * there, and they lead anywhere. Git is told to overlook temp files.
   */
  home?: string;
}

/** @param folder for temp files, on the targets' file system; what a killed run left there is cleared away */
export function createFileWriter(folder: string, { flush, home }: FileWriterOptions): FileWriter {
  const made = new Set<string>();
  // Not the process's number: where a killed run had the same, as in containers, its temp files stand in the way.
  const run = randomBytes(6).toString("hex");
  // Processes that write into one folder wait for each other at each file.
  const own = join(folder, run);
  let count = 0;

  const makeFolder = (path: string): void => {
    if (made.has(path)) return;
    if (home !== undefined) refuseLinks(home, path);
    mkdirSync(path, { recursive: true });
    made.add(path);
  };

  const makeOwn = (): void => {
    if (made.has(own)) return;
    makeFolder(own);
    if (home !== undefined) writeFileSync(join(folder, ".gitignore"), "*\n");
  };

  return {
    write(path, data) {
      makeOwn();
      makeFolder(dirname(path));
      const temporary = join(own, String(count++));
      try {
        writeFileSync(temporary, data, { flag: "wx", flush });
        renameSync(temporary, path);
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    move(from, to) {
      makeFolder(dirname(to));
      renameSync(from, to);
    },
    close() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @throws MendableError where the way from `home` down to a folder leads over a link */
function refuseLinks(home: string, folder: string): void {
  let at = home;
  for (const name of relative(home, folder).split(sep)) {
    at = join(at, name);
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new MendableError(
        `${at} is a link, and nothing is written through links: put a real folder there.`,
      );
  }
}
