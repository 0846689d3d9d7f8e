/** The folder of the demo: a feeds.yaml that follows the sample newspaper. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param origin of the newspaper, `http://127.0.0.1:PORT` */
export function writeDemoRoot(root: string, origin: string): void {
  mkdirSync(join(root, "content"), { recursive: true });
  writeFileSync(join(root, "feeds.yaml"), demoFeeds(origin));
}

const demoFeeds = (
  origin: string,
): string => `# The demo: every feed below is printed by a newspaper on this machine.
site:
  title: Picked from the harbour
  url: http://localhost:8080/
  description: Stories that somebody thought you should not miss.
  author: { name: Maren Oakes, url: https://maren.example/ }
people:
  Ilse: { url: https://ilse.example/ }
network:
  # The newspaper lives on this machine: without this line no address of it would be asked.
  allowHosts: ["${new URL(origin).host}"]
  timeout: 2
  perHost: 4
feeds:
  - url: ${origin}/feeds/gazette
    tags: [harbour]
  - url: ${origin}/feeds/tide
    by: Ilse
    tags: [code, writing]
  - url: ${origin}/feeds/pristan
    tags: [русский]
  - url: ${origin}/feeds/mina
    tags: [العربية]
  - url: ${origin}/feeds/observatory
    tags: [science]
    show: full
  - url: ${origin}/feeds/ticker
    title: Harbour Ticker
    fullText: never
    tags: [arrivals]
  # Three that are broken, as some always are.
  - url: ${origin}/feeds/down
    title: The Weekly Anchor (down)
  - url: ${origin}/feeds/page
    title: A web page where a feed should be
  - url: ${origin}/feeds/slow
    title: The Slow Herald (never ends)
`;
