/** Chooses the kernels for the fields of a template. */
import type { telemetryFlowV1 } from '@fastisp/core/contracts/telemetry-flow.v1';
import {
  addressElements,
  dscpElement,
  durationElements,
  endTimeElements,
  frameElements,
  icmpElements,
  integerElements,
  prefixElements,
  startTimeElements,
  systemInitElement,
  type TemplateField,
  variableWidth,
} from './elements.ts';
import { type FlowColumns, readEthernetFrame, readIpHeader } from './frame.ts';
import {
  byteIntoShortKernel,
  byteKernel,
  byteUnlessZeroKernel,
  dscpKernel,
  icmpFromPortKernel,
  ipv4Kernel,
  ipv4UnlessZeroKernel,
  ipv6Kernel,
  longKernels,
  shortKernel,
  shortUnlessZeroKernel,
  wordKernel,
} from './kernels.ts';
import type { PlanOptions, PlanStep } from './plan.ts';
import { samplingSteps } from './sampling-steps.ts';
import {
  durationKernel,
  exportTimeKernel,
  sameTimeKernel,
  systemInitKernel,
  type TimeEncoding,
  timeKernel,
  unknownInitKernel,
} from './times.ts';

/** A field found by its element: where it is in the template and how wide. */
export interface Found {
  readonly index: number;
  readonly id: number;
  readonly width: number;
}

/**
 * IANA's fields by element id. Of a repeated element the last counts: exporters of tunnels put the outer
 * header first and the subscriber's own after it (RFC 7011 section 8, SRv6). Fields without bytes are left out.
 */
export class FieldIndex {
  private readonly byId = new Map<number, Found>();

  constructor(fields: readonly TemplateField[]) {
    for (const [index, { id, pen, width }] of fields.entries()) {
      if (pen === 0 && width > 0) this.byId.set(id, { index, id, width });
    }
  }

  has(id: number): boolean {
    return this.byId.has(id);
  }

  /** Any width, variable too. */
  any(ids: readonly number[]): Found | null {
    return ids.map((id) => this.byId.get(id)).find((found) => found !== undefined) ?? null;
  }

  /** Those of a fixed width up to `widthMax`, in the order of `ids`. */
  all(ids: readonly number[], widthMax: number): Found[] {
    return ids
      .map((id) => this.byId.get(id))
      .filter((found) => found !== undefined)
      .filter(({ width }) => width !== variableWidth && width <= widthMax);
  }

  first(ids: readonly number[], widthMax: number): Found | null {
    return this.all(ids, widthMax)[0] ?? null;
  }
}

/** flowStartSysUpTime and flowEndSysUpTime. */
const startUptime = 22;
const endUptime = 21;

/** Widest number that is read: RFC 7011's largest integers have 8 bytes. */
const integerWidthMax = 8;

export function compileFields(
  fields: readonly TemplateField[],
  columns: FlowColumns,
  options: PlanOptions,
): PlanStep[] {
  const index = new FieldIndex(fields);
  return [
    ...frameSteps(index, columns), // before the counters, which count more exactly than one packet
    ...integerSteps(index, columns),
    ...addressSteps(index, columns),
    ...prefixSteps(index, columns),
    ...icmpSteps(index, columns),
    ...timeSteps(index, columns, options),
    ...samplingSteps(index, columns),
  ];
}

type Column = keyof (typeof telemetryFlowV1)['columns'];

function integerSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const steps: PlanStep[] = [];
  for (const [name, ids] of Object.entries(integerElements) as [Column, readonly number[]][]) {
    // keys are columns
    const found = index.first(ids, integerWidthMax);
    if (found === null) continue;
    steps.push(...integerKernels(columns, name, found.width).map((run) => ({ field: found.index, run })));
  }
  const dscp = index.first([dscpElement], integerWidthMax);
  if (dscp !== null && index.first(integerElements.tos, integerWidthMax) === null) {
    steps.push({ field: dscp.index, run: dscpKernel(columns.tos, dscp.width) });
  }
  return steps;
}

function integerKernels(columns: FlowColumns, name: Column, width: number) {
  const column = columns[name];
  if (column instanceof Uint8Array) return [byteKernel(column, width)];
  if (column instanceof Uint16Array) return [shortKernel(column, width)];
  const wordsPerRow = column.length / columns.in_if.length;
  return wordsPerRow === 1 ? [wordKernel(column, width)] : longKernels(column, width);
}

const wordsOf = (column: Uint8Array): Uint32Array =>
  new Uint32Array(column.buffer, column.byteOffset, column.byteLength / 4);

/**
 * Of several candidates (IPv4 and IPv6 in one template, IP and BGP next hop) the weakest is copied first and
 * a stronger one overwrites it where it is not zero. 0.0.0.0 as the only source is an address (DHCP), as a
 * next hop or a translated address it means none.
 */
function addressSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const steps: PlanStep[] = [];
  for (const [name, { ipv4, ipv6 }] of Object.entries(addressElements) as [
    keyof typeof addressElements,
    { ipv4: readonly number[]; ipv6: readonly number[] },
  ][]) {
    // the object's own keys
    const words = wordsOf(columns[name]);
    const zeroMeansNone = name !== 'src_address' && name !== 'dst_address';
    const candidates = [
      ...index.all(ipv4, 4).filter(({ width }) => width === 4),
      ...index.all(ipv6, 16).filter(({ width }) => width === 16),
    ].toReversed();
    for (const [order, found] of candidates.entries()) {
      const unlessZero = zeroMeansNone || order > 0;
      const ipv4Of = unlessZero ? ipv4UnlessZeroKernel : ipv4Kernel;
      steps.push({ field: found.index, run: found.width === 4 ? ipv4Of(words) : ipv6Kernel(words, unlessZero) });
    }
  }
  return steps;
}

function prefixSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  return (['src_prefix_length', 'dst_prefix_length'] as const).flatMap((name) =>
    index
      .all(prefixElements[name], integerWidthMax)
      .toReversed()
      .map(({ index: field, width }) => ({ field, run: byteUnlessZeroKernel(columns[name], width) })),
  );
}

function icmpSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const column = columns.icmp_type_code;
  const steps: PlanStep[] = [];
  const types = index.all(icmpElements.type, integerWidthMax);
  const codes = index.all(icmpElements.code, integerWidthMax);
  for (const { index: field, width } of types) steps.push({ field, run: byteIntoShortKernel(column, width, 8) });
  for (const { index: field, width } of codes) steps.push({ field, run: byteIntoShortKernel(column, width, 0) });
  for (const { index: field, width } of index.all(icmpElements.both, integerWidthMax)) {
    steps.push({ field, run: shortUnlessZeroKernel(column, width) });
  }
  const hasPort = index.first(integerElements.dst_port, integerWidthMax) !== null;
  const hasProtocol = index.first(integerElements.protocol, integerWidthMax) !== null;
  if (hasPort && hasProtocol) {
    steps.push({ field: -1, run: icmpFromPortKernel(column, columns.dst_port, columns.protocol) });
  }
  return steps;
}

function timeSteps(index: FieldIndex, columns: FlowColumns, options: PlanOptions): PlanStep[] {
  const { started_at: started, ended_at: ended } = columns;
  const steps: PlanStep[] = [];
  const init = index.first([systemInitElement], integerWidthMax);
  if (init !== null && !options.headerHasUptime) steps.push({ field: init.index, run: systemInitKernel(init.width) });

  // An uptime without the header's has a meaning only beside the other one.
  const anchored = options.headerHasUptime || (index.has(startUptime) && index.has(endUptime));
  const start = timeStep(index, startTimeElements, started, options, anchored);
  const end = timeStep(index, endTimeElements, ended, options, anchored);
  if (start !== null) steps.push(start.step);
  if (end !== null) steps.push(end.step);
  if (start !== null && end !== null) {
    const areUptimes = start.encoding === 'uptime_ms' && end.encoding === 'uptime_ms';
    if (areUptimes && !options.headerHasUptime) steps.push({ field: -1, run: unknownInitKernel(started, ended) });
    return steps;
  }
  // Without any time the flow ended when it was exported.
  if (start === null && end === null) steps.push({ field: -1, run: exportTimeKernel(ended) });
  const [known, derived, sign] = start === null ? ([ended, started, -1] as const) : ([started, ended, 1] as const);
  for (const [id, perMs] of durationElements) {
    const found = index.first([id], integerWidthMax);
    if (found === null) continue;
    return [...steps, { field: found.index, run: durationKernel(known, derived, found.width, perMs, sign) }];
  }
  return [...steps, { field: -1, run: sameTimeKernel(known, derived) }];
}

function timeStep(
  index: FieldIndex,
  elements: readonly (readonly [number, TimeEncoding])[],
  column: Uint32Array,
  options: PlanOptions,
  anchored: boolean,
): { step: PlanStep; encoding: TimeEncoding } | null {
  for (const [id, encoding] of elements) {
    if (encoding === 'uptime_ms' && !anchored) continue;
    const found = index.first([id], integerWidthMax);
    const run = found === null ? null : timeKernel(column, encoding, found.width, options.headerHasUptime);
    if (found !== null && run !== null) return { step: { field: found.index, run }, encoding };
  }
  return null;
}

function frameSteps(index: FieldIndex, columns: FlowColumns): PlanStep[] {
  const ethernet = index.any(frameElements.ethernet);
  const found = ethernet ?? index.any(frameElements.ip);
  if (found === null) return [];
  const read = ethernet === null ? readIpHeader : readEthernetFrame;
  return [
    {
      field: found.index,
      run: (context, at, stride, count, row) => {
        const bytes = found.width === variableWidth ? context.fieldBytes : found.width;
        for (let from = at, end = row + count; row < end; row += 1, from += stride)
          read(columns, context, from, bytes, row);
      },
    },
  ];
}
