/** A publisher of scripted faults on loopback: raw sockets, where a server library cannot be wrong enough. It keeps a log. */
import { once } from "node:events";
import { createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface Seen {
  /** As the request line has it. */
  path: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  /** Counted from 0. */
  connection: number;
  /** Milliseconds on the clock of `performance`; `ended` once its script or its connection came to an end. */
  begun: number;
  ended?: number;
  /** Bytes that the kernel took of the answer. */
  sent: number;
}

/** Bytes of the answer, or what to do with the connection. A string is written as Latin-1. */
export type Script = string | Buffer | ((socket: Socket, seen: Seen) => unknown);

export interface FaultyPublisher {
  /** "http://127.0.0.1:PORT" */
  origin: string;
  port: number;
  log: Seen[];
  /** The script of a path; the query does not count. Unknown paths are answered with 404. */
  scripts: Map<string, Script>;
  close(): Promise<void>;
}

export async function startFaultyPublisher(scripts: Record<string, Script> = {}): Promise<FaultyPublisher> {
  const log: Seen[] = [];
  const sockets = new Set<Socket>();
  const known = new Map(Object.entries(scripts));
  let connections = 0;
  const server = createServer((socket) => {
    const connection = connections++;
    sockets.add(socket.setNoDelay());
    socket.on("close", () => sockets.delete(socket)).on("error", () => socket.destroy());
    let received = "";
    socket.on("data", (bytes) => {
      received += bytes.toString("latin1");
      for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
        const seen = readRequest(received.slice(0, end), connection);
        received = received.slice(end + 4);
        log.push(seen);
        void perform(known.get(seen.path.replace(/\?.*/, "")) ?? answer(404), socket, seen);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    log,
    scripts: known,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readRequest(head: string, connection: number): Seen {
  const [line = "", ...fields] = head.split("\r\n");
  const headers = Object.fromEntries(
    fields.map((field) => [
      field.slice(0, field.indexOf(":")).toLowerCase(),
      field.slice(field.indexOf(":") + 1).trim(),
    ]),
  );
  return { path: line.split(" ")[1] ?? "", headers, connection, begun: performance.now(), sent: 0 };
}

async function perform(script: Script, socket: Socket, seen: Seen): Promise<void> {
  const before = socket.bytesWritten;
  const note = (): void => {
    seen.ended ??= performance.now();
    seen.sent = socket.bytesWritten - before;
  };
  socket.once("close", note);
  if (typeof script === "function") await script(socket, seen);
  else socket.write(typeof script === "string" ? Buffer.from(script, "latin1") : script);
  note();
  socket.off("close", note);
}

/** A whole answer, with its right Content-Length unless the headers name another. */
export function answer(
  status: number,
  headers: Record<string, string> = {},
  body: string | Buffer = "",
): Buffer {
  const bytes = Buffer.from(body);
  const all = { "content-length": String(bytes.length), ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join("")}\r\n`, "latin1"), bytes]);
}

/** Writes the bytes and ends the connection: cleanly, or as a crash does. */
export const thenEnd =
  (bytes: string | Buffer, how: "end" | "reset" = "end") =>
  (socket: Socket): void => {
    socket.write(bytes, () => (how === "end" ? socket.end() : socket.resetAndDestroy()));
  };

/** Writes what comes first, then one byte each time, without end. */
export const drip =
  (first: string | Buffer, everyMs: number, byte = "x") =>
  async (socket: Socket): Promise<void> => {
    socket.write(first);
    while (!socket.destroyed) {
      await sleep(everyMs);
      if (!socket.destroyed) socket.write(byte);
    }
  };

/** The answer, after so many milliseconds. */
export const late =
  (bytes: Buffer, afterMs: number) =>
  async (socket: Socket): Promise<void> => {
    await sleep(afterMs);
    socket.write(bytes);
  };

/** A different answer each time; the last one for good. */
export function inTurn(...answers: Buffer[]): Script {
  let at = 0;
  return (socket) => socket.write(answers[Math.min(at++, answers.length - 1)] ?? "");
}

/** Most requests under way at one instant. */
export function mostAtOnce(log: Seen[]): number {
  const marks = log.flatMap(({ begun, ended = Infinity }) => [
    { at: begun, step: 1 },
    { at: ended, step: -1 },
  ]);
  marks.sort((a, b) => a.at - b.at || a.step - b.step);
  let open = 0;
  return Math.max(...marks.map(({ step }) => (open += step)));
}
