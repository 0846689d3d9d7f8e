// Eleventy looks for this name. On Node 20 it cannot load TypeScript: tsx is registered, then the real configuration
// loaded. No await stands at the top: Eleventy's watcher reads this file with `require`, too.
import { register } from "tsx/esm/api";

register();

export default async function configure(config) {
  const { default: configureSite } = await import("./eleventy.config.ts");
  return configureSite(config);
}
