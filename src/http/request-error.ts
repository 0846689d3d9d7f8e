/** Why a request failed, in few stable words: Node's codes, named for the person who reads the report. */

export class RequestError extends Error {
  override name = "RequestError";
  /** "dns", "timeout", "refused", …: for grouping. */
  readonly why: string;
  /** Of an answer whose body was too large to be read. */
  readonly contentType: string | undefined;

  constructor(why: string, message: string, contentType?: string) {
    super(message);
    this.why = why;
    this.contentType = contentType;
  }
}

const BROKEN = ["reset", "the connection broke off before the answer"] as const;
const UNREACHABLE = ["unreachable", "the host cannot be reached from here"] as const;

const BY_CODE: Record<string, readonly [why: string, message: string]> = {
  ENOTFOUND: ["dns", "the host's name is unknown; is it spelled right?"],
  ENODATA: ["dns", "the host's name has no address"],
  ECONNREFUSED: ["refused", "the host refuses connections"],
  ECONNRESET: BROKEN,
  ECONNABORTED: BROKEN,
  EPIPE: BROKEN,
  ETIMEDOUT: ["timeout", "the host did not answer in time"],
  ENETUNREACH: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETDOWN: UNREACHABLE,
  EHOSTDOWN: UNREACHABLE,
  EADDRNOTAVAIL: UNREACHABLE,
  EACCES: UNREACHABLE,
  EPERM: UNREACHABLE,
  HPE_HEADER_OVERFLOW: ["too large", "the answer's headers are too long"],
};

const TLS =
  /^(ERR_TLS|ERR_SSL|ERR_OSSL|CERT_|CRL_|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_|EPROTO)/;

/** Names what Node threw. What has no code is a mistake of ours and stays what it is. */
export function explainError(error: unknown): unknown {
  if (error instanceof RequestError || !(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  const known = BY_CODE[code];
  if (known) return new RequestError(...known);
  if (code.startsWith("EAI_")) return new RequestError("dns", "the host's name could not be looked up");
  if (TLS.test(code)) return new RequestError("tls", `no secure connection: ${error.message}`);
  if (code.startsWith("HPE_")) return new RequestError("bad answer", `the answer is no HTTP (${code})`);
  return new RequestError("network", `the request failed (${code})`);
}
