import { describe, expect, it } from 'vitest';
import type { RejectReason } from '../rejects.ts';
import { createTestDecoder } from '../testing/collect.ts';
import {
  dataSet,
  type FieldValue,
  ipfixPacket,
  ipv4,
  set,
  type TemplateSpec,
  templateSet,
  v5Packet,
  v9Packet,
} from '../testing/encoder.ts';
import { v5Stream } from '../testing/generate.ts';

const unixS = 1_700_000_000;
const nowMs = unixS * 1_000;
const exporter = '192.0.2.1';

const basic: TemplateSpec = {
  id: 256,
  fields: [
    { id: 8, width: 4 },
    { id: 12, width: 4 },
    { id: 1, width: 4 },
    { id: 2, width: 4 },
  ],
};
const basicValues = (bytes: number): FieldValue[] => [ipv4('10.0.0.1'), ipv4('10.0.0.2'), bytes, 1];

describe('what is refused', () => {
  const truncatedTemplate = set(2, Buffer.from([1, 0, 0, 9, 0, 8, 0, 4]));
  const cases: [string, Buffer, RejectReason][] = [
    ['an empty datagram', Buffer.alloc(0), 'packet_too_short'],
    ['a datagram of one byte', Buffer.from([9]), 'packet_too_short'],
    ['v9 without a header', Buffer.from([0, 9, 0, 1, 0, 0]), 'packet_too_short'],
    ['v7', Buffer.concat([Buffer.from([0, 7]), Buffer.alloc(60)]), 'version_unknown'],
    ['v5 that claims more than it has', v5Packet({ unixS, sequence: 0, count: 30 }, []), 'v5_count_mismatch'],
    [
      'a set shorter than its header',
      v9Packet({ unixS, sequence: 0 }, 1, [Buffer.from([1, 0, 0, 3, 1])]),
      'set_too_short',
    ],
    ['a set past the end', v9Packet({ unixS, sequence: 0 }, 1, [Buffer.from([1, 0, 0, 99])]), 'set_past_end'],
    ['a reserved set id', v9Packet({ unixS, sequence: 0 }, 1, [set(7, Buffer.alloc(8, 1))]), 'set_id_reserved'],
    ['a template cut off', ipfixPacket({ unixS, sequence: 0 }, [truncatedTemplate]), 'template_truncated'],
    [
      'a template with a reserved id',
      ipfixPacket({ unixS, sequence: 0 }, [templateSet(10, [{ ...basic, id: 255 }])]),
      'template_id_reserved',
    ],
    [
      'a v9 template without fields',
      v9Packet({ unixS, sequence: 0 }, 1, [templateSet(9, [{ id: 256, fields: [] }])]),
      'template_empty',
    ],
    [
      'a template whose record has no bytes',
      ipfixPacket({ unixS, sequence: 0 }, [templateSet(10, [{ id: 256, fields: [{ id: 8, width: 0 }] }])]),
      'template_empty',
    ],
    [
      'a template with too many fields',
      ipfixPacket({ unixS, sequence: 0 }, [
        templateSet(10, [{ id: 256, fields: Array.from({ length: 600 }, () => ({ id: 8, width: 4 })) }]),
      ]),
      'template_too_large',
    ],
    [
      'a variable-length record past the end of its set',
      ipfixPacket({ unixS, sequence: 0 }, [
        templateSet(10, [
          {
            id: 256,
            fields: [
              { id: 8, width: 4 },
              { id: 82, width: 0xffff },
            ],
          },
        ]),
        set(256, Buffer.from([1, 2, 3, 4, 200, 1, 1, 1])),
      ]),
      'record_truncated',
    ],
    [
      'an IPFIX length beyond the datagram',
      ipfixPacket({ unixS, sequence: 0 }, [set(256, Buffer.alloc(40))]).subarray(0, 30),
      'length_mismatch',
    ],
  ];
  it.each(cases)('%s: %s', (_name, packet, reason) => {
    const { decoder } = createTestDecoder();
    decoder.decode(packet, exporter, 1, nowMs);
    expect(decoder.rejects[reason]).toBe(1);
    expect(decoder.flows).toBe(0);
  });

  it('packets from outside the inventory, when such flows are not wanted', () => {
    const { decoder } = createTestDecoder({ unknownTenantId: 0 });
    const { packets } = v5Stream({ packets: 1, flowsPerPacket: 2, unixS, seed: 1 });
    decoder.decode(packets[0] ?? Buffer.alloc(0), exporter, 1, nowMs);
    expect(decoder.rejects.exporter_unknown).toBe(1);
    expect(decoder.table.exporters.size).toBe(0);
  });

  it('nothing of what is whole before it', () => {
    const test = createTestDecoder();
    const sets = [
      templateSet(9, [basic]),
      dataSet(basic, [basicValues(1), basicValues(2)]),
      Buffer.from([1, 0, 0, 99]),
    ];
    test.decoder.decode(v9Packet({ unixS, sequence: 0 }, 4, sets), exporter, 1, nowMs);
    expect(test.rows().map(({ bytes }) => bytes)).toEqual([1, 2]);
  });

  it('no zeros at the end of a datagram', () => {
    const test = createTestDecoder();
    const sets = [templateSet(9, [basic]), dataSet(basic, [basicValues(1)]), Buffer.alloc(900)];
    test.decoder.decode(v9Packet({ unixS, sequence: 0 }, 2, sets), exporter, 1, nowMs);
    expect(test.rows()).toHaveLength(1);
    expect(test.decoder.rejects.set_too_short).toBe(0);
  });
});
