/** A program that starts an engine in the folder it is given and holds it: what tests kill. */
import { newTestEngine } from './embedded-engine.ts';

const [, , home] = process.argv;
if (home === undefined) throw new Error('usage: hold-engine.ts <folder>');
const { store } = newTestEngine(home);
await store.start();
process.stdout.write(`${store.enginePid()}\n`);
