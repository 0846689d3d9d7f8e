/** What a request says of itself and of what it has already (RFC 9110, section 13.1). */
import type { Request, Validators } from "./response.ts";

/** @param validators absent where the host is not the one that gave them */
export function headersFor(
  { accept, maxBytes, beginning }: Request,
  userAgent: string,
  { etag, lastModified }: Validators = {},
): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept,
    // A part of a compressed body could not be read.
    "accept-encoding": beginning ? "identity" : "gzip, deflate, br",
    ...(beginning ? { range: `bytes=0-${maxBytes - 1}` } : {}),
    ...(isSendable(etag) ? { "if-none-match": etag } : {}),
    ...(isSendable(lastModified) ? { "if-modified-since": lastModified } : {}),
  };
}

/** Validators come from files that people may edit: what Node would refuse to send is as good as none. */
const isSendable = (value: string | undefined): value is string =>
  value !== undefined && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
