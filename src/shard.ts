/** One machine's part of a job that several do side by side. */
export interface Shard {
  /** From 1. */
  index: number;
  count: number;
}
