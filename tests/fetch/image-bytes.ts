/** The first bytes of image files, as the formats' own papers lay them out. */

const ascii = (text: string): Buffer => Buffer.from(text, "latin1");

function be(bytes: number, ...values: number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [at, value] of values.entries()) buffer.writeUIntBE(value, at * bytes, bytes);
  return buffer;
}

function le(bytes: number, ...values: number[]): Buffer {
  const buffer = Buffer.alloc(bytes * values.length);
  for (const [at, value] of values.entries()) buffer.writeUIntLE(value, at * bytes, bytes);
  return buffer;
}

/** ISO/IEC 15948, sections 5.2 and 11.2.2. */
export const png = (width: number, height: number): Buffer =>
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    be(4, 13),
    ascii("IHDR"),
    be(4, width, height),
    Buffer.from([8, 2, 0, 0, 0, 0, 0, 0, 0]),
    Buffer.alloc(500),
  ]);

/** GIF89a, section 18. */
export const gif = (width: number, height: number): Buffer =>
  Buffer.concat([ascii("GIF89a"), le(2, width, height), Buffer.alloc(500)]);

/** WebP's extended header: canvas less one, in 24 bits. */
export const webp = (width: number, height: number): Buffer =>
  Buffer.concat([
    ascii("RIFF"),
    le(4, 1000),
    ascii("WEBPVP8X"),
    le(4, 10, 0),
    le(3, width - 1, height - 1),
    Buffer.alloc(500),
  ]);

/** A baseline frame (ITU T.81, section B.2.2) behind the camera's notes: how it was held, and so many bytes more. */
export function jpeg(width: number, height: number, { orientation = 1, notes = 0 } = {}): Buffer {
  const exif = Buffer.concat([
    ascii("Exif\0\0MM"),
    be(2, 42),
    be(4, 8),
    be(2, 1, 0x0112, 3),
    be(4, 1),
    be(2, orientation, 0),
    be(4, 0),
  ]);
  const frame = Buffer.concat([Buffer.from([8]), be(2, height, width), Buffer.from([1, 1, 0x11, 0])]);
  const segment = (marker: number, data: Buffer): Buffer =>
    Buffer.concat([Buffer.from([0xff, marker]), be(2, data.length + 2), data]);
  const filler = Array.from({ length: Math.ceil(notes / 50_000) }, () => segment(0xe2, Buffer.alloc(50_000)));
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe1, exif),
    ...filler,
    segment(0xc0, frame),
    Buffer.from([0xff, 0xd9]),
    Buffer.alloc(500),
  ]);
}
