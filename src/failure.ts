/** An expected failure as a value: where it happened, and why, in words for the person who can mend it. */

/** The step of a feed's way that failed. */
export type Stage = "fetch" | "parse" | "article";

export interface Failure {
  ok: false;
  stage: Stage;
  /** Stable, for grouping and for `--json`: "dns", "timeout", "http 404", "not a feed", … */
  cause: string;
  /** One sentence for a person. */
  message: string;
}

export type Result<T> = { ok: true; value: T } | Failure;

export const failure = (stage: Stage, cause: string, message: string): Failure => ({
  ok: false,
  stage,
  cause,
  message,
});
export const success = <T>(value: T): Result<T> => ({ ok: true, value });
