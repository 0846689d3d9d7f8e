/** Thrown where the job cannot be done until a person mends something: its message says what, and stands alone. */
export class MendableError extends Error {
  override name = "MendableError";
}
