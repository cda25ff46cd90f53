#!/usr/bin/env node
import { runUnderBestNode } from './runtime.mjs';

await runUnderBestNode('src/bin/keepsake.ts', process.argv.slice(2));
