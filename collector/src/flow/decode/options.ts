/** Option records: what an exporter says of itself (sampling, names, when it started). Rare, so objects are fine. */
import { nameBytesMax, namesPerExporterMax } from '../limits.ts';
import type { RejectReason } from '../rejects.ts';
import type { PacketContext } from './context.ts';
import { nameElements, samplingElements, systemInitElement, type TemplateField } from './elements.ts';
import type { Domain, Exporter, ExporterTable } from './exporters.ts';
import { readUnsigned } from './kernels.ts';
import { samplingRateOf } from './sampling.ts';

/** One option record: the fields, and where their values are in the packet. */
export interface OptionRecord {
  readonly fields: readonly TemplateField[];
  readonly offsets: Int32Array;
  readonly widths: Int32Array;
}

/** @returns why something in it was ignored, or null. */
export function applyOptionRecord(
  context: PacketContext,
  table: ExporterTable,
  exporter: Exporter,
  domain: Domain,
  record: OptionRecord,
): RejectReason | null {
  const reader = new OptionReader(context, record);
  const initMs = reader.integer([systemInitElement]);
  if (initMs !== null && initMs !== domain.systemInitMs) {
    domain.systemInitMs = initMs;
    domain.factsChanged = true;
  }
  return applySampling(reader, table, exporter, domain) ?? applyNames(reader, table, exporter);
}

class OptionReader {
  private readonly context: PacketContext;
  private readonly record: OptionRecord;

  constructor(context: PacketContext, record: OptionRecord) {
    this.context = context;
    this.record = record;
  }

  width(ids: readonly number[]): number {
    return this.record.widths[this.indexOf(ids)] ?? 0;
  }

  integer(ids: readonly number[]): number | null {
    const index = this.indexOf(ids);
    const [at, width] = [this.record.offsets[index], this.record.widths[index]];
    if (at === undefined || width === undefined || width === 0 || width > 8) return null;
    return readUnsigned(this.context.view, at, width);
  }

  /** Up to the first NUL, without control characters: names come from the network and end up in logs and pages. */
  text(id: number): string {
    const index = this.indexOf([id]);
    const [at, width] = [this.record.offsets[index], this.record.widths[index]];
    if (at === undefined || width === undefined) return '';
    const bytes = this.context.bytes.subarray(at, at + Math.min(width, nameBytesMax));
    const end = bytes.indexOf(0);
    const text = Buffer.from(end === -1 ? bytes : bytes.subarray(0, end)).toString('utf8');
    return text.replaceAll(/\p{Cc}/gu, '').trim();
  }

  private indexOf(ids: readonly number[]): number {
    return this.record.fields.findIndex((field) => field.pen === 0 && ids.includes(field.id));
  }
}

function applySampling(
  reader: OptionReader,
  table: ExporterTable,
  exporter: Exporter,
  domain: Domain,
): RejectReason | null {
  const rate = samplingRateOf({
    interval: reader.integer(samplingElements.interval) ?? 0,
    width: reader.width(samplingElements.interval),
    packetInterval: reader.integer([samplingElements.packetInterval]) ?? 0,
    packetSpace: reader.integer([samplingElements.packetSpace]) ?? 0,
    size: reader.integer([samplingElements.size]) ?? 0,
    population: reader.integer([samplingElements.population]) ?? 0,
  });
  if (rate === null) return null;
  const sampler = reader.integer(samplingElements.samplerId) ?? 0;
  const changed = domain.samplers.get(sampler) !== rate;
  if (!table.putSampler(exporter, domain, sampler, rate)) return 'sampler_limit';
  if (changed) domain.factsChanged = true;
  return null;
}

function applyNames(reader: OptionReader, table: ExporterTable, exporter: Exporter): RejectReason | null {
  const { names } = exporter;
  for (const kind of ['interface', 'application', 'vrf'] as const) {
    const elements = nameElements[kind];
    const key = reader.integer(elements.key);
    if (key === null) continue;
    const [name, description] = [reader.text(elements.name), reader.text(elements.description)];
    if (name === '' && description === '') continue;
    if (!names[kind].has(key)) {
      if (names[kind].size >= namesPerExporterMax) return 'name_limit';
      table.charge(exporter, 1);
    }
    names[kind].set(key, { name, description: elements.name === elements.description ? '' : description });
  }
  return null;
}
