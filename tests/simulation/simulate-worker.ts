// A thread of `npm run simulate`: runs the worlds that it is given, and tells each report.
import { parentPort } from 'node:worker_threads';
import { runWorld } from './run-world.ts';

parentPort?.on('message', (seeds: readonly number[]) => {
  void (async () => {
    for (const seed of seeds) parentPort?.postMessage(await runWorld(seed));
    parentPort?.postMessage('more');
  })();
});
