/**
 * Content codings (RFC 9110, section 8.4.1), strictly: what is cut short, or goes on after its end, is no body. Two
 * mistakes are forgiven as browsers forgive them: names that are no codings, and padding behind gzip.
 */
import {
  type BrotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  type Gunzip,
  type Inflate,
  type InflateRaw,
} from "node:zlib";
import { RequestError } from "./request-error.ts";

/** More than two codings on one another are nobody's honest wish. */
const MOST_CODINGS = 2;

/** No coding at all, whatever servers mean by it. Stores of objects keep how a file was sent to them as its own. */
const PLAIN = new Set(["", "identity", "none", "utf-8", "utf8", "aws-chunked"]);

/**
 * @param header Content-Encoding
 * @param maxBytes of each decoded form: no bomb grows further
 * @throws RequestError "bad encoding", "truncated" or "too large"
 */
export async function removeCodings(
  body: Buffer,
  header: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const codings = (header ?? "")
    .toLowerCase()
    .split(",")
    .map((coding) => coding.trim())
    .filter((coding) => !PLAIN.has(coding));
  if (codings.length > MOST_CODINGS)
    throw new RequestError("bad encoding", `the body has ${codings.length} content codings on one another`);
  let decoded = body;
  for (const coding of codings.reverse()) decoded = await removeCoding(decoded, coding, maxBytes);
  return decoded;
}

async function removeCoding(body: Buffer, coding: string, maxBytes: number): Promise<Buffer> {
  const decoder = decoderOf(coding, body);
  if (!decoder) {
    const name = JSON.stringify(coding.slice(0, 20));
    throw new RequestError("bad encoding", `the content coding ${name} is unknown`);
  }
  const isGzip = /^(?:x-)?gzip$/.test(coding);
  const coded = isGzip ? withoutLineEnds(body) : body;
  const decoded = await decode(decoder, coded, maxBytes);
  const rest = coded.subarray(decoder.bytesWritten);
  if (rest.some((byte) => byte !== 0 || !isGzip))
    throw new RequestError("bad encoding", `the ${coding} body goes on after its end`);
  return decoded;
}

/**
 * Behind gzip, where some servers write one. Its own last byte is the highest of the text's length (RFC 1952, section
 * 2.3.1): were that a line end, the text would have 160 MB and more.
 */
function withoutLineEnds(body: Buffer): Buffer {
  const last = body.findLastIndex((byte) => byte !== 0x0a && byte !== 0x0d);
  return body.subarray(0, last + 1);
}

type Decoder = Gunzip | Inflate | InflateRaw | BrotliDecompress;

function decoderOf(coding: string, body: Buffer): Decoder | undefined {
  if (coding === "gzip" || coding === "x-gzip") return createGunzip();
  if (coding === "br") return createBrotliDecompress();
  if (coding !== "deflate") return undefined;
  // Some servers send the bare stream where RFC 9110, section 8.4.1.2, wants zlib's wrapping around it.
  const [first = 0, second = 0] = body;
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0 ? createInflate() : createInflateRaw();
}

/** Stops at the first byte too many. */
async function decode(decoder: Decoder, body: Buffer, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  decoder.end(body);
  try {
    for await (const chunk of decoder) {
      size += chunk.length;
      if (size > maxBytes)
        throw new RequestError("too large", `the body is larger than ${maxBytes} bytes once decoded`);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RequestError ? error : damaged(error);
  }
  return Buffer.concat(chunks);
}

function damaged(error: unknown): RequestError {
  const isCut = error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR";
  return isCut
    ? new RequestError("truncated", "the compressed body is cut short")
    : new RequestError("bad encoding", "the compressed body is damaged");
}
