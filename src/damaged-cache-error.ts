/** Thrown where what the last build left cannot be read, as after a power failure: without it nothing but time is lost. */
export class DamagedCacheError extends Error {
  override name = "DamagedCacheError";

  /** @param file that cannot be read */
  constructor(file: string) {
    super(`${file} of the cache is damaged`);
  }
}
