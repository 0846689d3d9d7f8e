/** Optional properties, left out where there is nothing to say. */

export type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same object without its undefined properties: what `exactOptionalPropertyTypes` wants in a literal. */
export function given<T extends object>(values: T): Given<T> {
  // The type says what the filter does; TypeScript cannot follow it through entries.
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
