/**
 * A template compiled once into the kernels that write its records into the columns of a block.
 *
 * Steps run in order over all records of a set (fixed length), or over one record at a time (variable
 * length, biflows). Everything that depends on the template is decided here; nothing is looked up a record.
 */
import { compileFields } from './compile-fields.ts';
import { reversePen, systemInitElement, type TemplateField, variableWidth } from './elements.ts';
import type { FlowColumns } from './frame.ts';
import type { FieldKernel } from './kernels.ts';
import { reverseFields } from './reverse.ts';

/** One kernel and the index of the template's field it reads; −1 for kernels that read none. */
export interface PlanStep {
  readonly field: number;
  readonly run: FieldKernel;
}

export interface ReversePlan {
  readonly steps: readonly PlanStep[];
  /** Fields with the reverse direction's counters: a record whose counters are all zero has no reverse row. */
  readonly counters: readonly number[];
}

export interface FlowPlan {
  readonly fields: readonly TemplateField[];
  readonly steps: readonly PlanStep[];
  readonly reverse: ReversePlan | null;
  /** Bytes of a record, or of its shortest form when `variable`. */
  readonly recordBytes: number;
  /** Where each field starts in a record; meaningless after the first variable-length field. */
  readonly offsets: Int32Array;
  readonly variable: boolean;
  /** Records have to be decoded one at a time. */
  readonly oneByOne: boolean;
  /** Has an address, a counter or a MAC address: other records are no flows (timers, statistics). */
  readonly isFlow: boolean;
}

export interface PlanOptions {
  /** v5 and v9 headers carry sysUpTime; IPFIX headers do not. */
  readonly headerHasUptime: boolean;
}

export const isVariable = (fields: readonly TemplateField[]): boolean =>
  fields.some((field) => field.width === variableWidth);

/** Bytes of the shortest record: a variable-length field is at least its length byte. */
export function recordBytesOf(fields: readonly TemplateField[]): number {
  return fields.reduce((sum, { width }) => sum + (width === variableWidth ? 1 : width), 0);
}

function fieldOffsets(fields: readonly TemplateField[]): Int32Array {
  const offsets = new Int32Array(fields.length);
  let at = 0;
  for (const [index, { width }] of fields.entries()) {
    offsets[index] = at;
    at += width === variableWidth ? 1 : width;
  }
  return offsets;
}

const flowElements: ReadonlySet<number> = new Set([
  8, 12, 27, 28, 44, 45, 169, 170, 1, 2, 85, 86, 23, 24, 231, 298, 352, 56, 80, 57, 81, 313, 315, 104, 225, 226, 281,
  282,
]);

export function compilePlan(fields: readonly TemplateField[], columns: FlowColumns, options: PlanOptions): FlowPlan {
  const reversed = reverseFields(fields);
  const variable = isVariable(fields);
  const hasOwnInit = fields.some((field) => field.pen === 0 && field.id === systemInitElement);
  return {
    fields,
    steps: compileFields(fields, columns, options),
    reverse:
      reversed === null
        ? null
        : { steps: compileFields(reversed.fields, columns, options), counters: reversed.counters },
    recordBytes: recordBytesOf(fields),
    offsets: fieldOffsets(fields),
    variable,
    oneByOne: variable || reversed !== null || (hasOwnInit && !options.headerHasUptime),
    isFlow: fields.some((field) => (field.pen === 0 || field.pen === reversePen) && flowElements.has(field.id)),
  };
}
