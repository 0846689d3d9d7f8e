import { readSettings } from "./config/read-settings.ts"; import { buildSite } from "./site/build-site.ts"; import { readStates } from "./story/read-states.ts";
const root = process.argv[2]!; const read = await readSettings(root, process.env); if (!read.ok) { console.log(read.mistakes); process.exit(2); }
const t = performance.now();
const r = await buildSite({ root, settings: read.settings, states: readStates(root).states, env: process.env, out: root + "/_site", full: process.argv.includes("--full"), allowShrink: false, threads: Number(process.env.THREADS ?? 2), progress() {} } as never);
const c = process.cpuUsage();
console.log(r.stories, r.pages, r.mistakes.length, "wall", ((performance.now()-t)/1000).toFixed(2), "cpu", ((c.user+c.system)/1e6).toFixed(2), "rss", process.memoryUsage().rss/1e6|0);
