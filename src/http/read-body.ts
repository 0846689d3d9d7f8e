/** The bytes of an answer as they come, bounded. */
import type { IncomingMessage } from "node:http";
import { RequestError } from "./request-error.ts";

/** No more than `maxBytes`, the whole where it is shorter. */
export async function readBeginning(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseTransferCoding(answer.headers["transfer-encoding"]);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    chunks.push(chunk);
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size >= maxBytes) break;
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

/** Stops at the first byte too many, and takes no part for the whole. */
export async function readBody(answer: IncomingMessage, maxBytes: number): Promise<Buffer> {
  refuseTransferCoding(answer.headers["transfer-encoding"]);
  const chunks: Buffer[] = [];
  let size = Number(answer.headers["content-length"] ?? 0);
  if (size > maxBytes) throw tooLarge(answer, maxBytes);
  size = 0;
  try {
    for await (const chunk of answer) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge(answer, maxBytes);
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof RequestError ? error : new RequestError("truncated", cutShort(error));
  }
  if (!answer.complete) throw new RequestError("truncated", cutShort());
  return Buffer.concat(chunks);
}

function tooLarge(answer: IncomingMessage, maxBytes: number): RequestError {
  answer.destroy();
  const type = answer.headers["content-type"];
  return new RequestError("too large", `the body is larger than ${maxBytes} bytes`, type);
}

/** Node takes "chunked" away; nobody asked for another, and its bytes would pass for the body. */
function refuseTransferCoding(header = ""): void {
  if (!/^\s*(?:chunked|identity)?\s*$/i.test(header))
    throw new RequestError(
      "bad encoding",
      `the transfer coding ${JSON.stringify(header.slice(0, 20))} is unknown`,
    );
}

function cutShort(error?: unknown): string {
  const isParsing = error instanceof Error && "code" in error && String(error.code).startsWith("HPE_");
  return isParsing
    ? "the answer's length is not the one that it names"
    : "the answer was cut short on its way";
}
