/** What the one door to the network takes and gives. */
import type { Failure } from "../failure.ts";

/** RFC 9110, section 13.1: what makes a request conditional. */
export interface Validators {
  etag?: string;
  lastModified?: string;
  /** The address that gave them, where redirects led to another host: no other host is sent them. */
  from?: string;
}

export interface Redirect {
  status: number;
  from: string;
  to: string;
}

export interface Request {
  url: string;
  accept: string;
  validators?: Validators;
  /** Bytes allowed on the wire and again after decoding. */
  maxBytes: number;
  /** Milliseconds for the whole request, redirects and body included; retries start a new one. */
  timeout: number;
  /** The first `maxBytes` are enough, however long the body is, and not worth a second try. */
  beginning?: true;
}

export interface Document {
  kind: "document";
  /** The address that answered, after redirects. */
  url: string;
  contentType?: string;
  /** Content coding removed; character encoding untouched. */
  body: Buffer;
  validators: Validators;
  /** Seconds that the answer stays fresh (Cache-Control max-age, Expires), at most 20 h; 0 where it says nothing. */
  freshFor: number;
  redirects: Redirect[];
}

export interface Unchanged {
  kind: "unchanged";
  url: string;
  redirects: Redirect[];
}

/**
 * `status` where a server answered with another than 200; `contentType` of a body that was too large; `retryAfter` in
 * seconds where it asked for patience.
 */
export interface Refused extends Failure {
  kind: "refused";
  url: string;
  status?: number;
  contentType?: string;
  retryAfter?: number;
  redirects: Redirect[];
}

/** Cause of a refusal of our own: a host asked to be left alone, and the request was not sent. */
export const ASKED_TO_WAIT = "asked to wait";

export type Answer = Document | Unchanged | Refused;

export interface HttpClient {
  get(request: Request): Promise<Answer>;
  close(): Promise<void>;
}
