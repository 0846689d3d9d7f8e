/** What a request says of itself and of what it has already (RFC 9110, section 13.1). */
import type { Request, Validators } from "./response.ts";

/** What the host that is asked gave itself; absent where that was another. */
export interface FromHost {
  validators?: Validators | undefined;
  cookie?: string | undefined;
}

export function headersFor(
  { accept, maxBytes, beginning }: Request,
  userAgent: string,
  { validators: { etag, lastModified } = {}, cookie }: FromHost,
): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept,
    // A part of a compressed body could not be read.
    "accept-encoding": beginning ? "identity" : "gzip, deflate, br",
    ...(beginning ? { range: `bytes=0-${maxBytes - 1}` } : {}),
    ...(isSendable(etag) ? { "if-none-match": etag } : {}),
    ...(cookie === undefined ? {} : { cookie }),
    ...(isSendable(lastModified) ? { "if-modified-since": lastModified } : {}),
  };
}

/** Validators come from files that people may edit: what Node would refuse to send is as good as none. */
const isSendable = (value: string | undefined): value is string =>
  value !== undefined && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
