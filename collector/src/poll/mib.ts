/** The objects that a poll reads: SNMPv2-MIB, SNMP-FRAMEWORK-MIB and IF-MIB (RFC 3418, 3411, 2863). */
import { encodeOid } from '#snmp/oid.ts';

/** Scalars of the first GET. The order is that of `livenessScalars`. */
export const livenessScalars = [
  { name: 'sysUpTime', oid: encodeOid('1.3.6.1.2.1.1.3.0') },
  /** Seconds since the SNMP engine started: does not wrap after 497 days. */
  { name: 'snmpEngineTime', oid: encodeOid('1.3.6.1.6.3.10.2.1.3.0') },
  { name: 'ifNumber', oid: encodeOid('1.3.6.1.2.1.2.1.0') },
  { name: 'ifTableLastChange', oid: encodeOid('1.3.6.1.2.1.31.1.5.0') },
] as const;
export type LivenessScalar = (typeof livenessScalars)[number]['name'];

/** Scalars read with the names of interfaces, one field of the facts each. */
export const factScalars = [
  { name: 'sysDescr', oid: encodeOid('1.3.6.1.2.1.1.1.0') },
  { name: 'sysObjectId', oid: encodeOid('1.3.6.1.2.1.1.2.0') },
  { name: 'sysContact', oid: encodeOid('1.3.6.1.2.1.1.4.0') },
  { name: 'sysName', oid: encodeOid('1.3.6.1.2.1.1.5.0') },
  { name: 'sysLocation', oid: encodeOid('1.3.6.1.2.1.1.6.0') },
] as const;
export type FactScalar = (typeof factScalars)[number]['name'];

/** The eight counters of an interface, in the order of `InterfaceReadings.counters`. */
export const counterNames = [
  'inOctets',
  'outOctets',
  'inPackets',
  'outPackets',
  'inErrors',
  'outErrors',
  'inDiscards',
  'outDiscards',
] as const;
export const counterCount = counterNames.length;
export const counterNumber = (name: (typeof counterNames)[number]): number => counterNames.indexOf(name);

export type PollColumn =
  | { readonly kind: 'counter'; readonly counter: number; readonly wide: boolean; readonly oid: Uint8Array }
  | {
      readonly kind: 'adminStatus' | 'operStatus' | 'speed' | 'highSpeed' | 'discontinuity';
      readonly oid: Uint8Array;
    };

const ifEntry = (column: number): Uint8Array => encodeOid(`1.3.6.1.2.1.2.2.1.${column}`);
const ifXEntry = (column: number): Uint8Array => encodeOid(`1.3.6.1.2.1.31.1.1.1.${column}`);
const counter = (name: (typeof counterNames)[number], wide: boolean, oid: Uint8Array): PollColumn => ({
  kind: 'counter',
  counter: counterNumber(name),
  wide,
  oid,
});

/**
 * Columns of every poll. Packets are unicast packets: the other kinds would take eight columns more.
 * ifDiscards and ifErrors have no 64-bit form.
 */
export const commonColumns: readonly PollColumn[] = [
  { kind: 'adminStatus', oid: ifEntry(7) },
  { kind: 'operStatus', oid: ifEntry(8) },
  counter('inDiscards', false, ifEntry(13)),
  counter('inErrors', false, ifEntry(14)),
  counter('outDiscards', false, ifEntry(19)),
  counter('outErrors', false, ifEntry(20)),
];
/** ifXTable, which SNMPv1 agents and some others do not have. */
export const extendedColumns: readonly PollColumn[] = [
  counter('inOctets', true, ifXEntry(6)),
  counter('inPackets', true, ifXEntry(7)),
  counter('outOctets', true, ifXEntry(10)),
  counter('outPackets', true, ifXEntry(11)),
  { kind: 'highSpeed', oid: ifXEntry(15) },
  { kind: 'discontinuity', oid: ifXEntry(19) },
];
/** What ifTable has in place of ifXTable; asked for where some interface has nothing better. */
export const narrowColumns: readonly PollColumn[] = [
  counter('inOctets', false, ifEntry(10)),
  counter('inPackets', false, ifEntry(11)),
  counter('outOctets', false, ifEntry(16)),
  counter('outPackets', false, ifEntry(17)),
  { kind: 'speed', oid: ifEntry(5) },
];

export const nameColumns = [
  { name: 'description', oid: ifEntry(2) },
  { name: 'type', oid: ifEntry(3) },
  { name: 'speed', oid: ifEntry(5) },
  { name: 'physAddress', oid: ifEntry(6) },
  { name: 'adminStatus', oid: ifEntry(7) },
  { name: 'operStatus', oid: ifEntry(8) },
  { name: 'name', oid: ifXEntry(1) },
  { name: 'highSpeed', oid: ifXEntry(15) },
  { name: 'alias', oid: ifXEntry(18) },
] as const;
export type NameColumn = (typeof nameColumns)[number]['name'];
