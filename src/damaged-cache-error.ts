/** Thrown where what the last build left cannot be read, as after a power failure: without it nothing but time is lost. */
export class DamagedCacheError extends Error {
  override name = "DamagedCacheError";

  /** @param file that cannot be read */
  constructor(file: string) {
    super(`${file} of the cache is damaged`);
  }
}

/** The error that a text tells of: templates make texts of what they meet. */
export function damageIn(text: string): DamagedCacheError | undefined {
  const [, file] = /DamagedCacheError: (.+) of the cache is damaged/.exec(text) ?? [];
  return file === undefined ? undefined : new DamagedCacheError(file);
}
