/** tshark's reading of flow packets, and whether a row of ours says the same. */
import { spawnSync } from 'node:child_process';
import type { FlowRow } from './collect.ts';

/** tshark's fields of one flow record, by their filter names; of a repeated field the last value. */
export type TsharkFlow = ReadonlyMap<string, string>;

/** Every flow record of a capture, in order; records of options templates are left out. */
export function tsharkFlows(capture: string, ports: readonly number[]): TsharkFlow[] {
  const decodeAs = ports.flatMap((port) => ['-d', `udp.port==${port},cflow`]);
  const args = ['-r', capture, ...decodeAs, '-T', 'json', '--no-duplicate-keys'];
  const run = spawnSync('tshark', args, { maxBuffer: 1 << 30, encoding: 'utf8', env: { ...process.env, TZ: 'UTC' } });
  if (run.status !== 0) throw new Error(`tshark: ${run.stderr}`);
  const packets = JSON.parse(run.stdout) as { _source: { layers: { cflow?: unknown } } }[]; // tshark's own format
  const reader = new FlowReader();
  for (const { _source } of packets) for (const cflow of [_source.layers.cflow ?? []].flat()) reader.read(cflow);
  return reader.flows;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (tree: Tree, name: string): string => {
  const value = tree[name];
  return typeof value === 'string' ? value : '';
};

class FlowReader {
  readonly flows: TsharkFlow[] = [];
  /** Template ids, with their domain, that are options templates now. */
  private readonly optionIds = new Set<string>();

  read(cflow: unknown): void {
    if (!isTree(cflow)) return;
    const header = new Map<string, string>();
    for (const [name, value] of Object.entries(cflow)) if (typeof value === 'string') header.set(name, value);
    addTree(header, cflow['cflow.timestamp_tree']);
    for (const [name, value] of Object.entries(cflow)) {
      if (!isTree(value)) continue;
      if (/^pdu /.test(name)) this.add(header, value);
      else this.readSet(header, value);
    }
  }

  private readSet(header: ReadonlyMap<string, string>, set: Tree): void {
    const domain = `${header.get('cflow.source_id') ?? ''}${header.get('cflow.od_id') ?? ''}`;
    const id = textOf(set, 'cflow.flowset_id');
    for (const [name, value] of Object.entries(set)) {
      if (!isTree(value)) continue;
      const template = textOf(value, 'cflow.template_id') || textOf(value, 'cflow.option_template_id');
      if (id === '1' || id === '3') this.optionIds.add(`${domain}/${template}`);
      else if (id === '0' || id === '2') this.optionIds.delete(`${domain}/${template}`);
      else if (/^Flow \d+$/.test(name) && !this.optionIds.has(`${domain}/${id}`)) this.add(header, value);
    }
  }

  private add(header: ReadonlyMap<string, string>, record: Tree): void {
    const fields = new Map(header);
    addTree(fields, record);
    this.flows.push(fields);
  }
}

function addTree(fields: Map<string, string>, value: unknown): void {
  if (!isTree(value)) return;
  for (const [name, content] of Object.entries(value)) {
    if (isTree(content)) addTree(fields, content);
    else {
      const last: unknown = Array.isArray(content) ? content.at(-1) : content;
      if (typeof last === 'string') fields.set(name, last);
    }
  }
}

const number = (value: string): number => Number(value);
/** `Nov 14, 2023 22:12:47.410000000 UTC` */
const dateMs = (value: string): number => Math.floor(Date.parse(value.replace(/\.(\d{3})\d* UTC$/, '.$1 UTC')));

type Rule = (row: FlowRow, value: string, flow: TsharkFlow) => boolean;
const is =
  (field: keyof FlowRow): Rule =>
  (row, value) =>
    row[field] === number(value);
const address =
  (field: keyof FlowRow): Rule =>
  (row, value) =>
    row[field] === value || value === '0.0.0.0' || value === '::';
const uptimeTime =
  (field: 'startedMs' | 'endedMs'): Rule =>
  (row, value, flow) => {
    const uptime = flow.get('cflow.sysuptime');
    if (uptime === undefined) return true; // IPFIX: relative to a start that tshark does not know
    const headerMs =
      number(flow.get('cflow.unix_secs') ?? '') * 1_000 +
      Math.floor(number(flow.get('cflow.unix_nsecs') ?? '0') / 1_000_000);
    const wrapMs = 4_294_967_296;
    const distance = Math.round(headerMs - number(uptime) * 1_000 + number(value) * 1_000) - row[field];
    return ((distance % wrapMs) + wrapMs) % wrapMs === 0;
  };

/** What each of tshark's fields must be in a row of ours. */
const rules: Readonly<Record<string, Rule>> = {
  'cflow.version': is('version'),
  'cflow.source_id': is('domain'),
  'cflow.od_id': is('domain'),
  'cflow.srcaddr': address('source'),
  'cflow.dstaddr': address('destination'),
  'cflow.srcaddrv6': (row, value, flow) =>
    address('source')(row, value, flow) || row.source === flow.get('cflow.srcaddr'),
  'cflow.dstaddrv6': (row, value, flow) =>
    address('destination')(row, value, flow) || row.destination === flow.get('cflow.dstaddr'),
  'cflow.nexthop': address('nextHop'),
  'cflow.nexthopv6': address('nextHop'),
  'cflow.srcport': is('sourcePort'),
  'cflow.dstport': is('destinationPort'),
  'cflow.protocol': is('protocol'),
  'cflow.tcpflags': is('tcpFlags'),
  'cflow.tcpflags16': is('tcpFlags'),
  'cflow.tos': is('tos'),
  'cflow.octets': is('bytes'),
  'cflow.packets': is('packets'),
  'cflow.octets64': is('bytes'),
  'cflow.packets64': is('packets'),
  'cflow.inputint': is('inIf'),
  'cflow.outputint': is('outIf'),
  'cflow.srcas': is('sourceAs'),
  'cflow.dstas': is('destinationAs'),
  'cflow.srcmask': is('sourcePrefix'),
  'cflow.dstmask': is('destinationPrefix'),
  'cflow.srcmaskv6': (row, value, flow) => flow.has('cflow.srcmask') || is('sourcePrefix')(row, value, flow),
  'cflow.dstmaskv6': (row, value, flow) => flow.has('cflow.dstmask') || is('destinationPrefix')(row, value, flow),
  'cflow.srcvlan': is('sourceVlan'),
  'cflow.dstvlan': is('destinationVlan'),
  'cflow.srcmac': (row, value) => row.sourceMac === value,
  'cflow.dstmac': (row, value) => row.destinationMac === value,
  'cflow.post_srcmac': (row, value, flow) => flow.has('cflow.srcmac') || row.sourceMac === value,
  'cflow.post_dstmac': (row, value, flow) => flow.has('cflow.dstmac') || row.destinationMac === value,
  'cflow.direction': is('direction'),
  'cflow.nat_event': is('natEvent'),
  'cflow.post_natsource_ipv4_address': address('postNatSource'),
  'cflow.post_natdestination_ipv4_address': address('postNatDestination'),
  'cflow.post_natsource_ipv6_address': address('postNatSource'),
  'cflow.post_natdestination_ipv6_address': address('postNatDestination'),
  'cflow.post_naptsource_transport_port': is('postNatSourcePort'),
  'cflow.post_naptdestination_transport_port': is('postNatDestinationPort'),
  'cflow.timestart': uptimeTime('startedMs'),
  'cflow.timeend': uptimeTime('endedMs'),
  'cflow.abstimestart': (row, value) => row.startedMs === dateMs(value),
  'cflow.abstimeend': (row, value) => row.endedMs === dateMs(value),
};

export interface Comparison {
  /** Flows of tshark without a row that says the same: what the nearest row differs in. */
  readonly unmatched: readonly string[];
  /** Fields compared, of all flows. */
  readonly fields: number;
}

/** Each flow of tshark's needs a row of its own. @param except fields that are not compared, and why is the caller's to say. */
export function compareWithTshark(
  flows: readonly TsharkFlow[],
  rows: readonly FlowRow[],
  except: readonly string[] = [],
): Comparison {
  const free = [...rows];
  const unmatched: string[] = [];
  let fields = 0;
  for (const flow of flows) {
    const judged = [...flow].filter(([name]) => rules[name] !== undefined && !except.includes(name));
    fields += judged.length;
    const misses = (row: FlowRow) => judged.filter(([name, value]) => rules[name]?.(row, value, flow) !== true);
    const index = free.findIndex((row) => misses(row).length === 0);
    if (index >= 0) free.splice(index, 1);
    else {
      const nearest = free.map((row) => misses(row)).toSorted((a, b) => a.length - b.length)[0];
      unmatched.push(nearest === undefined ? 'no row left' : nearest.map((miss) => miss.join('=')).join(' '));
    }
  }
  return { unmatched, fields };
}
