/** The one door to image-size: width and height from the beginning of an image's file. */
import { disableTypes, imageSize, types } from "image-size";
import type { ImageSize } from "../article/text.ts";

/** What browsers show and stories have. Drawings (SVG) have no size of their own. */
const WANTED = new Set(["jpg", "png", "gif", "webp", "heif"]);
disableTypes(types.filter((type) => !WANTED.has(type)));

/** No camera's picture is wider; what claims to be is a mistake or a bomb. */
const LONGEST_SIDE = 20_000;

/** As shown: a picture that its camera held upright is upright. `undefined` where the bytes tell no believable size. */
export function measureImage(bytes: Uint8Array): ImageSize | undefined {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    if (![width, height].every(isBelievable)) return undefined;
    // Exif 2.3, tag Orientation: from 5 on, rows are columns.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    // It throws for whatever it cannot read.
    return undefined;
  }
}

const isBelievable = (side: number): boolean => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE;
