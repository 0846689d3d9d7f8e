/** What an answer means. Pure. */
import { STATUS_CODES } from "node:http";
import { failure } from "../failure.ts";
import type { Answer, Redirect, Refused, Validators } from "./response.ts";
import { freshFor, retryAfter, validatorsOf } from "./response-headers.ts";
import type { RawAnswer } from "./send-request.ts";

export interface Circumstances {
  /** The address that answered. */
  url: string;
  redirects: Redirect[];
  /** Whether the request said what it has, so that 304 is an answer to it. */
  conditional: boolean;
  /** Milliseconds since 1970. */
  now: number;
  /** The same when the run began: how long an answer stays fresh is written down, and counts from there. */
  begun: number;
}

export function judgeAnswer(
  raw: RawAnswer,
  { url, redirects, conditional, now, begun }: Circumstances,
): Answer {
  const { status, headers, body } = raw;
  if (status === 304 && conditional) return { kind: "unchanged", url, redirects };
  if (status !== 200) return judgeStatus(raw, url, redirects, now);
  const contentType = headers["content-type"];
  return {
    kind: "document",
    url,
    ...(contentType ? { contentType } : {}),
    body,
    validators: withGiver(validatorsOf(headers), url, redirects),
    freshFor: freshFor(headers, begun),
    redirects,
  };
}

/** Where another host than the one that was asked gave them, they say which. */
function withGiver(validators: Validators, url: string, [first]: Redirect[]): Validators {
  const isElsewhere = first !== undefined && new URL(first.from).host !== new URL(url).host;
  return isElsewhere && Object.keys(validators).length > 0 ? { ...validators, from: url } : validators;
}

function judgeStatus(
  { status, headers }: RawAnswer,
  url: string,
  redirects: Redirect[],
  now: number,
): Refused {
  const wait = status === 429 || status === 503 ? retryAfter(headers, now) : undefined;
  const refused = refuse(url, redirects, `http ${status}`, describe(status));
  return { ...refused, status, ...(wait === undefined ? {} : { retryAfter: wait }) };
}

const ADVICE: Record<number, string> = {
  401: "it wants a login, and none is ever sent",
  403: "it keeps programs like this one out",
  404: "look on the site for its new address",
  410: "it is gone for good",
  429: "it was asked too often",
};

function describe(status: number): string {
  const name = STATUS_CODES[status];
  const advice = ADVICE[status] ?? (status >= 500 ? "the trouble is on their side" : undefined);
  return `the server answered ${status}${name ? ` ${name}` : ""}${advice ? `: ${advice}` : ""}`;
}

export const refuse = (url: string, redirects: Redirect[], cause: string, message: string): Refused => ({
  ...failure("fetch", cause, message),
  kind: "refused",
  url,
  redirects,
});
