/** What the doctor found, for the person who can mend it. */

export type Kind = "config" | "state" | "feed" | "content" | "copies" | "host";

export interface Finding {
  kind: Kind;
  /** A file and its line, a feed, a host. */
  where: string;
  /** What is wrong with it: it reads on from `where`. */
  what: string;
  /** What to do, in the imperative. */
  cure: string;
  /** For information: nothing is wrong with it for certain. */
  isNote?: true;
  /** What `--fix` does about it, where that is safe. */
  remedy?: Remedy;
}

/** Paths are below the root. */
export type Remedy = { kind: "write"; path: string; text: string } | { kind: "delete"; path: string };
