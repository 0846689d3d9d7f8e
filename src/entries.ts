/** All that a process or a thread begins with. Each loads its own modules alone; all of them are packed into one file. */
export const program = () => import("./program.ts");
export const textWorker = () => import("./article/text-worker.ts");
export const renderWorker = () => import("./site/render-worker.ts");
