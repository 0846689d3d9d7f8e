/** Pictures for the newspaper, drawn here: a sky, hills or waves, and stars where it is dark. */
import { crc32, deflateSync } from "node:zlib";

type Colour = [red: number, green: number, blue: number];

interface Scene {
  width: number;
  height: number;
  sky: [top: Colour, bottom: Colour];
  land: Colour[];
}

const SCENES: Record<string, Scene> = {
  lighthouse: {
    width: 640,
    height: 400,
    sky: [
      [24, 33, 66],
      [232, 140, 92],
    ],
    land: [
      [38, 52, 74],
      [22, 30, 44],
    ],
  },
  stars: {
    width: 640,
    height: 360,
    sky: [
      [6, 8, 22],
      [22, 26, 52],
    ],
    land: [[10, 12, 20]],
  },
  dyke: {
    width: 640,
    height: 300,
    sky: [
      [150, 178, 196],
      [226, 220, 205],
    ],
    land: [
      [96, 124, 92],
      [70, 96, 70],
      [120, 110, 84],
    ],
  },
};

/** A picture of the newspaper by its name; the same bytes each time. */
export function drawPicture(name: string): Buffer | undefined {
  const scene = Object.hasOwn(SCENES, name) ? SCENES[name] : undefined;
  return scene && encode(scene);
}

function encode(scene: Scene): Buffer {
  const { width, height } = scene;
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) rows.set(colourAt(scene, x, y), y * (1 + width * 3) + 1 + x * 3);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits a channel, true colour.
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** PNG (ISO/IEC 15948), section 5.3. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}

function colourAt({ width, height, sky: [top, bottom], land }: Scene, x: number, y: number): Colour {
  for (let layer = land.length - 1; layer >= 0; layer--) {
    const ridge = height * (0.62 + 0.13 * layer) + 14 * Math.sin((x / width) * (5 + 3 * layer) + layer * 2);
    const colour = land[layer];
    if (colour && y > ridge) return colour;
  }
  const isDark = top[0] + top[1] + top[2] < 140;
  if (isDark && (x * 7919 + y * 104_729) % 1511 === 0 && y < height * 0.5) return [250, 245, 225];
  const part = y / (height * 0.75);
  return mix(top, bottom, Math.min(1, part));
}

const mix = (a: Colour, b: Colour, part: number): Colour => [
  Math.round(a[0] + (b[0] - a[0]) * part),
  Math.round(a[1] + (b[1] - a[1]) * part),
  Math.round(a[2] + (b[2] - a[2]) * part),
];
