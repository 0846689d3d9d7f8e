import { createHash } from "node:crypto";

/** A name for a text: equal where the text is. */
export const hashText = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 20);
