/** softflowd as a real exporter: reads a capture and exports its flows. */
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { join } from 'node:path';

/**
 * Runs it to its end.
 *
 * softflowd 1.1.0 looks at an uninitialized poll result while it reads a file and then waits for somebody on
 * its control socket. So somebody asks it for its statistics until it has ended.
 * @throws Error with what it said when it fails.
 */
export async function exportCapture(options: {
  readonly capture: string;
  readonly version: number;
  readonly port: number;
  /** For its control socket and pid file. */
  readonly folder: string;
}): Promise<void> {
  const { capture, version, port, folder } = options;
  const control = join(folder, 'softflowd.ctl');
  const target = ['-n', `127.0.0.1:${port}`, '-v', String(version)];
  const child = spawn('/usr/sbin/softflowd', ['-r', capture, '-d', ...target, '-c', control, '-p', `${control}.pid`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  let ended = false;
  const exit = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  void exit.then(() => (ended = true));
  const deadlineMs = Date.now() + 30_000;
  while (!ended && Date.now() < deadlineMs) await Promise.race([askStatistics(control), exit]);
  if (!ended) child.kill('SIGKILL');
  const code = await exit;
  if (code !== 0) throw new Error(`softflowd ended with ${code}: ${said}`);
}

/** Resolves when it has answered, or a little later when it does not listen yet. */
function askStatistics(control: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(control);
    socket.on('connect', () => socket.write('statistics\n'));
    socket.on('data', () => undefined);
    socket.on('error', () => undefined);
    socket.on('close', () => setTimeout(() => resolve(), 10));
  });
}
