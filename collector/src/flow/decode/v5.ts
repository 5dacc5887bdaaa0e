/** NetFlow v5 as a template that never changes, so that it takes the same road as v9 and IPFIX. */
import type { TemplateField } from './elements.ts';

export const v5HeaderBytes = 24;
export const v5RecordBytes = 48;

const field = (id: number, width: number): TemplateField => ({ id, pen: 0, width });
const padding = (width: number): TemplateField => ({ id: 0, pen: -1, width });

export const v5Fields: readonly TemplateField[] = [
  field(8, 4), // source address
  field(12, 4), // destination address
  field(15, 4), // next hop
  field(10, 2), // input interface
  field(14, 2), // output interface
  field(2, 4), // packets
  field(1, 4), // bytes
  field(22, 4), // first packet, sysUpTime
  field(21, 4), // last packet, sysUpTime
  field(7, 2), // source port
  field(11, 2), // destination port
  padding(1),
  field(6, 1), // TCP flags
  field(4, 1), // protocol
  field(5, 1), // type of service
  field(16, 2), // source AS
  field(17, 2), // destination AS
  field(9, 1), // source prefix length
  field(13, 1), // destination prefix length
  padding(2),
];
