/** The time that a request has, as an AbortSignal; the client's end is everybody's. */
import { setTimeout as sleep } from "node:timers/promises";
import { RequestError } from "./request-error.ts";

export interface Deadline {
  /** Aborts with a RequestError as its reason. */
  signal: AbortSignal;
  /** To be called when the work is done. */
  clear(): void;
}

/** @param time milliseconds */
export function createDeadline(time: number, closing: AbortSignal): Deadline {
  const controller = new AbortController();
  const end = (): void => controller.abort(closing.reason);
  const late = (): void => controller.abort(new RequestError("timeout", "it took too long and was ended"));
  const timer = setTimeout(late, Math.max(0, time));
  if (closing.aborted) end();
  closing.addEventListener("abort", end);
  return {
    signal: controller.signal,
    clear() {
      clearTimeout(timer);
      closing.removeEventListener("abort", end);
    },
  };
}

/** Waits so many milliseconds, or until the client is closed. */
export async function sleepUntil(closing: AbortSignal, time: number): Promise<void> {
  if (time <= 0) return;
  await sleep(time, undefined, { signal: closing }).catch(() => undefined);
}
