import { createHash } from "node:crypto";

/** A name for a text, or for bytes: equal where they are. */
export const hashText = (text: string | Uint8Array): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 20);
