/** `npm run lab -- …`: talks to the lab that runs in another terminal, and prints for people. */
import { labErrors } from '#errors.ts';
import type { InterfaceTraffic, LabDeviceStatus } from '#service.ts';
import { parseCommand, usages } from './commands.ts';
import type { TruthEvent } from './truth.ts';

export const help = [
  'npm run lab                     run the network (--devices N, --seed S, --story, --no-flows)',
  'npm run lab -- list             every router, where it answers and how it is',
  'npm run lab -- show DEVICE      its interfaces and what they carried in the last minute',
  'npm run lab -- truth            everything that was done to the network',
  ...Object.entries(usages).map(
    ([name, { words, about }]) => `${`npm run lab -- ${name} DEVICE ${words}`.trim().padEnd(62)}  ${about}`,
  ),
].join('\n');

/** @returns what to print. */
export async function runCommand(words: readonly string[], controlUrl: string): Promise<string> {
  const [first, device] = words;
  switch (first) {
    case 'help':
      return help;
    case 'list': {
      return renderDevices(await request<LabDeviceStatus[]>(controlUrl, '/devices'));
    }
    case 'show': {
      if (device === undefined) throw labErrors.badCommand('it is written: show DEVICE');
      const query = `/traffic?device=${encodeURIComponent(device)}`;
      const traffic = await request<{ fromMs: number; toMs: number; interfaces: InterfaceTraffic[] }>(
        controlUrl,
        query,
      );
      return renderTraffic(traffic);
    }
    case 'truth': {
      const { events } = await request<{ events: TruthEvent[] }>(controlUrl, '/truth');
      return events.length === 0 ? 'Nothing has happened yet.' : events.map(renderEvent).join('\n');
    }
    default: {
      const command = parseCommand(words);
      const [, , ...args] = words;
      const body = { do: command.do, device: command.device, args };
      const { events } = await request<{ events: TruthEvent[] }>(controlUrl, '/commands', body);
      return events.length === 0 ? 'Nothing changed: it was so already.' : events.map(renderEvent).join('\n');
    }
  }
}

async function request<T>(controlUrl: string, path: string, body?: unknown): Promise<T> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const response = await fetch(`${controlUrl}${path}`, init).catch((cause: unknown) => {
    throw labErrors.notRunning(controlUrl, cause);
  });
  const answer: unknown = await response.json();
  // The lab's own error body, or what its endpoint is documented to return: both ends are this package.
  if (!response.ok) throw labErrors.badCommand((answer as { message: string }).message);
  return answer as T;
}

function renderDevices(devices: readonly LabDeviceStatus[]): string {
  const rows = devices.map((device) => [
    device.powered ? 'on ' : 'OFF',
    device.name,
    `${device.address}:${device.port}`,
    device.role,
    `${device.vendor}, ${device.interfaceCount} interfaces`,
    device.samplingRate > 1 ? `${device.flowProtocol} 1:${device.samplingRate}` : device.flowProtocol,
    renderImpairment(device.impairment),
  ]);
  return renderTable([['', 'NAME', 'SNMP', 'ROLE', 'MODEL', 'FLOWS', 'FAULTS'], ...rows]);
}

function renderImpairment({ lossPercent, latencyMs, misbehaviour }: LabDeviceStatus['impairment']): string {
  const faults = [];
  if (lossPercent > 0) faults.push(`loss ${lossPercent} %`);
  if (latencyMs > 0) faults.push(`latency ${latencyMs} ms`);
  if (misbehaviour !== 'none') faults.push(misbehaviour);
  return faults.join(', ');
}

function renderTraffic(traffic: { fromMs: number; toMs: number; interfaces: InterfaceTraffic[] }): string {
  const seconds = (traffic.toMs - traffic.fromMs) / 1_000;
  const mbps = (bytes: number): string => ((bytes * 8) / seconds / 1_000_000).toFixed(1).padStart(10);
  const rows = traffic.interfaces.map((port) => [
    String(port.ifIndex),
    port.name,
    port.operUp ? 'up' : port.adminUp ? 'down' : 'shut',
    mbps(port.received.bytes),
    mbps(port.sent.bytes),
  ]);
  return renderTable([['IF', 'NAME', 'STATE', '   IN Mb/s', '  OUT Mb/s'], ...rows]);
}

function renderEvent(event: TruthEvent): string {
  const where = event.interface === null ? event.device : `${event.device} ${event.interface}`;
  const what = event.what.replaceAll('_', ' ');
  const detail = event.detail === '' ? '' : ` (${event.detail})`;
  return `${new Date(event.atMs).toISOString()}  ${where}: ${what}${detail}`;
}

function renderTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, n) => (widths[n] = Math.max(widths[n] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, n) => cell.padEnd(widths[n] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
