/** Template records: their two wire forms read into one shape. */
import { templateFieldsMax } from '../limits.ts';
import type { RejectReason } from '../rejects.ts';
import type { PacketContext } from './context.ts';
import { type TemplateField, variableWidth } from './elements.ts';
import { recordBytesOf } from './plan.ts';

export interface TemplateLayout {
  readonly id: number;
  /** Fields at the front that say what an option record is about; −1 for templates of flows. */
  readonly scopeFields: number;
  readonly fields: readonly TemplateField[];
}

/** What one template record turned out to be, and where the next one starts. */
export type TemplateRecord =
  | { readonly kind: 'template'; readonly layout: TemplateLayout; readonly next: number }
  /** IPFIX: no fields. `id` 2 or 3 takes back all templates of that kind. */
  | { readonly kind: 'withdrawal'; readonly id: number; readonly next: number }
  /** `next` is the end of the set when the rest cannot be read. */
  | { readonly kind: 'refused'; readonly reason: RejectReason; readonly next: number };

/** NetFlow v9's scope types (not information elements) that have an element of the same meaning. */
const scopeTypeElements: ReadonlyMap<number, number> = new Map([[2, 10]]);
/** Stands for scope types without one (system, line card, cache, template). */
const noElement = { id: 0, pen: -1 } as const;

const firstTemplateId = 256;

export function readTemplate(context: PacketContext, at: number, end: number, isIpfix: boolean): TemplateRecord {
  const { view } = context;
  const id = view.getUint16(at);
  const count = view.getUint16(at + 2);
  if (count === 0) {
    return isIpfix
      ? { kind: 'withdrawal', id, next: at + 4 }
      : { kind: 'refused', reason: 'template_empty', next: at + 4 };
  }
  return isIpfix
    ? readIpfixFields(view, at + 4, end, id, count, -1)
    : readV9Fields(view, at + 4, end, { id, count, scopeFields: -1 });
}

export function readOptionsTemplate(context: PacketContext, at: number, end: number, isIpfix: boolean): TemplateRecord {
  const { view } = context;
  const id = view.getUint16(at);
  if (isIpfix) {
    const count = view.getUint16(at + 2);
    if (count === 0) return { kind: 'withdrawal', id, next: at + 4 };
    if (at + 6 > end) return { kind: 'refused', reason: 'template_truncated', next: end };
    return readIpfixFields(view, at + 6, end, id, count, view.getUint16(at + 4));
  }
  if (at + 6 > end) return { kind: 'refused', reason: 'template_truncated', next: end };
  const scopeFields = view.getUint16(at + 2) >>> 2; // lengths in bytes, four a field
  const count = scopeFields + (view.getUint16(at + 4) >>> 2);
  if (count === 0) return { kind: 'refused', reason: 'template_empty', next: at + 6 };
  return readV9Fields(view, at + 6, end, { id, count, scopeFields });
}

function readV9Fields(
  view: DataView,
  at: number,
  end: number,
  head: { id: number; count: number; scopeFields: number },
): TemplateRecord {
  const next = at + 4 * head.count;
  if (next > end) return { kind: 'refused', reason: 'template_truncated', next: end };
  if (head.count > templateFieldsMax) return { kind: 'refused', reason: 'template_too_large', next };
  const fields: TemplateField[] = [];
  for (let from = at; from < next; from += 4) {
    const id = view.getUint16(from);
    const isScope = fields.length < head.scopeFields;
    const element = isScope ? scopeTypeElements.get(id) : id;
    const width = view.getUint16(from + 2);
    fields.push(element === undefined ? { ...noElement, width } : { id: element, pen: 0, width });
  }
  return checked({ id: head.id, scopeFields: head.scopeFields, fields }, next);
}

function readIpfixFields(
  view: DataView,
  at: number,
  end: number,
  id: number,
  count: number,
  scopeFields: number,
): TemplateRecord {
  const tooLarge = count > templateFieldsMax;
  const fields: TemplateField[] = [];
  for (let read = 0; read < count; read += 1) {
    if (at + 4 > end) return { kind: 'refused', reason: 'template_truncated', next: end };
    const element = view.getUint16(at);
    const width = view.getUint16(at + 2);
    at += 4;
    let pen = 0;
    if (element >= 0x8000) {
      if (at + 4 > end) return { kind: 'refused', reason: 'template_truncated', next: end };
      pen = view.getUint32(at);
      at += 4;
    }
    if (!tooLarge) fields.push({ id: element & 0x7fff, pen, width });
  }
  if (tooLarge) return { kind: 'refused', reason: 'template_too_large', next: at };
  return checked({ id, scopeFields, fields }, at);
}

function checked(layout: TemplateLayout, next: number): TemplateRecord {
  if (layout.id < firstTemplateId) return { kind: 'refused', reason: 'template_id_reserved', next };
  if (recordBytesOf(layout.fields) === 0) return { kind: 'refused', reason: 'template_empty', next };
  return { kind: 'template', layout, next };
}

export const isOptionsLayout = (layout: TemplateLayout): boolean => layout.scopeFields >= 0;

export function sameLayout(a: TemplateLayout, b: TemplateLayout): boolean {
  if (a.scopeFields !== b.scopeFields || a.fields.length !== b.fields.length) return false;
  return a.fields.every((field, index) => {
    const other = b.fields[index];
    return other !== undefined && field.id === other.id && field.pen === other.pen && field.width === other.width;
  });
}

/** Names a layout for the cache of plans. */
export const layoutKey = (fields: readonly TemplateField[], headerHasUptime: boolean): string =>
  `${headerHasUptime ? 'u' : ''}${fields.map(({ id, pen, width }) => `${id}.${pen}.${width}`).join()}`;

/**
 * Walks the fields of one record that has variable-length fields.
 * @param offsets receives where each field's value starts; @param widths its length.
 * @returns where the next record starts, or −1 when this one goes past the end.
 */
export function walkRecord(
  view: DataView,
  fields: readonly TemplateField[],
  at: number,
  end: number,
  offsets: Int32Array,
  widths: Int32Array,
): number {
  for (const [index, field] of fields.entries()) {
    let width = field.width;
    if (width === variableWidth) {
      if (at + 1 > end) return -1;
      width = view.getUint8(at);
      at += 1;
      if (width === 255) {
        if (at + 2 > end) return -1;
        width = view.getUint16(at);
        at += 2;
      }
    }
    if (at + width > end) return -1;
    offsets[index] = at;
    widths[index] = width;
    at += width;
  }
  return at;
}
