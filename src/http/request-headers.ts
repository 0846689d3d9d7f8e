/** What a request says of itself and of what it has already (RFC 9110, section 13.1). */
import type { Validators } from "./response.ts";

export function headersFor(
  accept: string,
  userAgent: string,
  { etag, lastModified }: Validators = {},
): Record<string, string> {
  return {
    "user-agent": userAgent,
    accept,
    "accept-encoding": "gzip, deflate, br",
    ...(isSendable(etag) ? { "if-none-match": etag } : {}),
    ...(isSendable(lastModified) ? { "if-modified-since": lastModified } : {}),
  };
}

/** Validators come from files that people may edit: what Node would refuse to send is as good as none. */
const isSendable = (value: string | undefined): value is string =>
  value !== undefined && /^[\t\x20-\x7e\x80-\xff]+$/.test(value);
