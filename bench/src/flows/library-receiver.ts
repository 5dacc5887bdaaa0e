/** Child process: node-netflowv9 as its README uses it. */
import { createRequire } from 'node:module';

interface Decoded {
  readonly flows: readonly unknown[];
}
/** The package has no types. */
type Collector = new (options: { port: number; host: string; cb: (decoded: Decoded) => void }) => unknown;

const NetFlowV9 = createRequire(import.meta.url)('node-netflowv9') as Collector;
let [flows, packets] = [0, 0];
new NetFlowV9({
  port: Number(process.env['BENCH_PORT']),
  host: '127.0.0.1',
  cb: (decoded) => {
    flows += decoded.flows.length;
    packets += 1;
  },
});

process.on('message', (message) => {
  if (message === 'count') process.send?.({ flows, packets, kernelDrops: 0, shed: 0 });
  else process.exit(0);
});
process.on('disconnect', () => process.exit(0));
// It binds 50 ms after it was made.
setTimeout(() => process.send?.('ready'), 500);
