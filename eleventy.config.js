// Eleventy looks for this name. On Node 20 it cannot load TypeScript: tsx is registered, then the real configuration loaded.
import { register } from "tsx/esm/api";

register();
const { default: configure } = await import("./eleventy.config.ts");

export default configure;
