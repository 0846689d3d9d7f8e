/** Content codings (RFC 9110, section 8.4.1), strictly: what is cut short, or goes on after its end, is no body. */
import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate, inflateRaw } from "node:zlib";

/** Thrown by `removeCodings`; `cause` is one of the client's causes. */
export class CodingError extends Error {
  override name = "CodingError";
  readonly why: "bad encoding" | "truncated" | "too large";

  constructor(why: CodingError["why"], message: string) {
    super(message);
    this.why = why;
  }
}

/** More than two codings on one another are nobody's honest wish. */
const MOST_CODINGS = 2;

/** @param maxBytes of each decoded form */
export async function removeCodings(
  body: Buffer,
  header: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const codings = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => coding && coding !== "identity");
  if (codings.length > MOST_CODINGS)
    throw new CodingError("bad encoding", `${codings.length} content codings on one another`);
  let decoded = body;
  for (const coding of codings.reverse())
    if (decoded.length > 0) decoded = await removeCoding(decoded, coding, maxBytes);
  return decoded;
}

interface Engine {
  bytesWritten: number;
}

async function removeCoding(body: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const decoder = decoderOf(coding, body);
  if (!decoder)
    throw new CodingError(
      "bad encoding",
      `the content coding ${JSON.stringify(coding.slice(0, 20))} is unknown`,
    );
  const { buffer, engine } = await decode(decoder, body, maxBytes);
  if (engine.bytesWritten < body.length)
    throw new CodingError("bad encoding", `the ${coding} body goes on after its end`);
  return buffer;
}

type Decoder = typeof gunzip;

function decoderOf(coding: string, body: Buffer): Decoder | undefined {
  if (coding === "gzip" || coding === "x-gzip") return gunzip;
  if (coding === "br") return brotliDecompress;
  if (coding !== "deflate") return undefined;
  // Some servers send the bare stream where RFC 9110, section 8.4.1.2, wants zlib's wrapping around it.
  const [first = 0, second = 0] = body;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0 ? inflate : inflateRaw;
}

async function decode(
  decoder: Decoder,
  body: Buffer,
  maxBytes: number,
): Promise<{ buffer: Buffer; engine: Engine }> {
  // `info` makes the answer an object; the types know only the plain form.
  const run: unknown = promisify(decoder);
  try {
    return await (run as (body: Buffer, options: object) => Promise<{ buffer: Buffer; engine: Engine }>)(
      body,
      {
        maxOutputLength: maxBytes,
        info: true,
      },
    );
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (code === "ERR_BUFFER_TOO_LARGE")
      throw new CodingError("too large", `decoded, it is larger than ${maxBytes} bytes`);
    if (code === "Z_BUF_ERROR") throw new CodingError("truncated", "the compressed body is cut short");
    throw new CodingError("bad encoding", "the compressed body is damaged");
  }
}
