import { type Static, Type } from 'typebox';
import { closed, named, orNull, rangeQuery, timestamp } from '#http/schemas.ts';

export const trafficQuery = Type.Object(
  {
    ...rangeQuery,
    step: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 604_800,
        description: 'Wanted seconds from point to point; widened to what the data and the limit of points allow.',
      }),
    ),
  },
  closed,
);

const bps = (description: string) => orNull(Type.Number({ description: `${description}; null: no data.` }));

export const trafficPoint = Type.Object({
  at: timestamp('Start of the step.'),
  inBps: bps('Received bits per second'),
  outBps: bps('Sent bits per second'),
  inPps: bps('Received packets per second'),
  outPps: bps('Sent packets per second'),
  errorsPerS: bps('Errors per second, both ways'),
  discardsPerS: bps('Discards per second, both ways'),
});
export type TrafficPoint = Static<typeof trafficPoint>;

export const traffic = named(
  'Traffic',
  Type.Object({
    interfaceId: Type.String({ format: 'uuid' }),
    from: timestamp('Start of the first step.'),
    to: timestamp('End of the last step.'),
    stepS: Type.Integer(),
    points: Type.Array(trafficPoint),
  }),
);

export const topDimensions = ['source', 'destination', 'conversation', 'port', 'exporter'] as const;
export type TopDimension = (typeof topDimensions)[number];

export const topQuery = Type.Object(
  {
    by: Type.Enum([...topDimensions]),
    ...rangeQuery,
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 20 })),
    series: Type.Optional(Type.Boolean({ default: false, description: 'Also the rows over time, for a chart.' })),
    exporter: Type.Optional(Type.String({ maxLength: 45, description: 'Only flows of this exporter address.' })),
  },
  closed,
);

const volume = {
  bytes: Type.Number(),
  packets: Type.Number(),
  flows: Type.Number({ description: 'Flow records, as sent.' }),
  bps: Type.Number({ description: 'Mean bits per second over the range.' }),
};

export const topRow = named(
  'FlowTopRow',
  Type.Object({
    key: Type.String({ description: 'What the row is, unique in the answer.' }),
    source: Type.Optional(Type.String()),
    destination: Type.Optional(Type.String()),
    port: Type.Optional(Type.Integer()),
    protocol: Type.Optional(Type.Integer({ description: 'IANA protocol number.' })),
    exporter: Type.Optional(Type.String()),
    deviceId: Type.Optional(Type.String({ format: 'uuid', description: 'The device with this address.' })),
    deviceName: Type.Optional(Type.String()),
    ...volume,
    share: Type.Number({ description: 'Of all bytes in the range, 0 to 1.' }),
  }),
);
export type TopRow = Static<typeof topRow>;

export const top = named(
  'FlowTop',
  Type.Object({
    by: Type.Enum([...topDimensions]),
    from: timestamp('Start of what was counted, inclusive.'),
    to: timestamp('End of what was counted, exclusive.'),
    estimated: Type.Boolean({ description: 'Some exporter samples: volumes are multiplied by its rate.' }),
    total: Type.Object(volume),
    rows: Type.Array(topRow),
    series: Type.Optional(
      Type.Object({
        stepS: Type.Integer(),
        at: Type.Array(timestamp('Start of the step.')),
        rows: Type.Array(
          Type.Object({ key: Type.String(), bps: Type.Array(Type.Number(), { description: 'One a step.' }) }),
        ),
        otherBps: Type.Array(Type.Number(), { description: 'All that is in none of the rows.' }),
      }),
    ),
  }),
);

export const exportersQuery = Type.Object({ ...rangeQuery }, closed);

export const exporter = named(
  'FlowExporter',
  Type.Object({
    address: Type.String(),
    deviceId: orNull(Type.String({ format: 'uuid', description: 'The device with this address.' })),
    deviceName: orNull(Type.String()),
    versions: Type.Array(Type.Integer({ description: '5, 9 or 10 (IPFIX).' })),
    observationDomains: Type.Integer(),
    packets: Type.Number(),
    flows: Type.Number(),
    gaps: Type.Number({ description: 'Missing sequence numbers: flows (v5), packets (v9), records (IPFIX).' }),
    noTemplate: Type.Number({ description: 'Data sets dropped because their template never came in time.' }),
    refused: Type.Number({ description: 'Packets or sets that could not be decoded.' }),
    kernelDrops: Type.Number({
      description: 'Datagrams that the receiving sockets, which all exporters share, lost while this one was sending.',
    }),
    samplingRate: Type.Integer({ description: 'One packet in how many; 1 is every packet.' }),
    lastSeenAt: timestamp('Last packet.'),
    flowsPerS: Type.Number({ description: 'Over the last minute.' }),
  }),
);

export const exporterList = named(
  'FlowExporterList',
  Type.Object({
    from: timestamp('Start of what was counted, inclusive.'),
    to: timestamp('End of what was counted, exclusive.'),
    kernelDrops: Type.Number({
      description: 'Datagrams that the receiving sockets lost in the range, of all exporters.',
    }),
    items: Type.Array(exporter),
  }),
);
