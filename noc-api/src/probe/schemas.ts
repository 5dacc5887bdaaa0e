import { Type } from 'typebox';
import { closed, named, orNull, uuid } from '#http/schemas.ts';

export const probeFailures = ['no_such_host', 'no_reply', 'unreachable', 'refused', 'auth', 'protocol_error'] as const;
export type ProbeFailure = (typeof probeFailures)[number];

/** With `deviceId`, a missing community is the one that the device has, for the address that it has. */
export const probeBody = Type.Object(
  {
    address: Type.String({ minLength: 1, maxLength: 253 }),
    snmp: Type.Object(
      {
        version: Type.Optional(Type.Enum(['2c', '1'], { default: '2c' })),
        community: Type.Optional(Type.String({ minLength: 1, maxLength: 255, writeOnly: true })),
        port: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535, default: 161 })),
      },
      closed,
    ),
    deviceId: Type.Optional(uuid),
  },
  closed,
);

export const probeResult = named(
  'ProbeResult',
  Type.Union([
    Type.Object({
      ok: Type.Literal(true),
      sysName: Type.String(),
      sysDescr: Type.String(),
      model: Type.String({ description: 'Empty when unknown.' }),
      interfaceCount: orNull(Type.Integer({ description: 'Null when it does not say.' })),
      rttMs: Type.Number(),
    }),
    Type.Object({
      ok: Type.Literal(false),
      code: Type.Enum([...probeFailures]),
      params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
    }),
  ]),
);
