/** Where bytes are no UTF-8: whoever wrote them anew as text would lose them. */
import { isUtf8 } from "node:buffer";

const LINE_END = 10;

/** The first line with such bytes, from 1. */
export function badLine(bytes: Buffer): number | undefined {
  if (isUtf8(bytes)) return undefined;
  for (let line = 1, start = 0; ; line++) {
    const end = bytes.indexOf(LINE_END, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
}
