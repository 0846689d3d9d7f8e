#!/usr/bin/env node
// The installed command: registers tsx, then hands over to the command line proper.
import { register } from "tsx/esm/api";

register();
await import("./cli.ts");
