/** The other direction of a biflow record (RFC 5103, and firewalls' responder counters) as fields of its own row. */
import { forwardOnly, mirrorOf, responderElements, reversePen, type TemplateField, variableWidth } from './elements.ts';

/** A field that no kernel reads; it keeps the place of one that says nothing of the reverse direction. */
const unread = (width: number): TemplateField => ({ id: 0, pen: -1, width });

const isCounter = (id: number): boolean => id === 1 || id === 2 || id === 85 || id === 86;

/**
 * The same record read from the other end: addresses, ports and interfaces change sides, reverse elements
 * take the place of forward ones. Fields keep their index, so that they keep their offset.
 * @returns null for a template of one direction.
 */
export function reverseFields(
  fields: readonly TemplateField[],
): { fields: TemplateField[]; counters: number[] } | null {
  const reverseIds = new Set(fields.filter((field) => field.pen === reversePen).map((field) => field.id));
  const counters: number[] = [];
  const result = fields.map((field, index): TemplateField => {
    const { id, pen, width } = field;
    const ownId = pen === reversePen ? id : pen === 0 ? responderElements.get(id) : undefined;
    if (ownId !== undefined) {
      if (isCounter(ownId) && width !== variableWidth) counters.push(index);
      return { id: ownId, pen: 0, width };
    }
    if (pen !== 0 || forwardOnly.has(id) || reverseIds.has(id)) return unread(width);
    return { id: mirrorOf.get(id) ?? id, pen: 0, width };
  });
  return counters.length === 0 ? null : { fields: result, counters };
}
