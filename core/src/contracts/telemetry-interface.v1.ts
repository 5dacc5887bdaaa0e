import type { BlockSchema } from '../block/schema.ts';

/**
 * One poll of one interface: what its counters grew by since the poll before. A row is written only
 * where a difference is known: the first poll, and the poll after a reset, give no row, so that a gap
 * stays a gap.
 */
export const telemetryInterfaceV1 = {
  id: 'telemetry.interface.v1',
  topic: 'telemetry.interface',
  table: 'interface_samples',
  columns: {
    tenant_id: 'UInt32',
    device_id: 'UUID',
    if_index: 'UInt32',
    polled_at: 'DateTime64(3)',
    /** Time between this poll's reading and the one before, by the device's own clock where it has one. */
    interval_ms: 'UInt32',
    in_octets: 'UInt64',
    out_octets: 'UInt64',
    in_packets: 'UInt64',
    out_packets: 'UInt64',
    in_errors: 'UInt64',
    out_errors: 'UInt64',
    in_discards: 'UInt64',
    out_discards: 'UInt64',
    /** IF-MIB ifOperStatus: 1 up, 2 down, 3 testing, 4 unknown, 5 dormant, 6 notPresent, 7 lowerLayerDown. */
    oper_status: 'UInt8',
    /** IF-MIB ifAdminStatus: 1 up, 2 down, 3 testing. */
    admin_status: 'UInt8',
    /** bits per second. */
    speed_bps: 'UInt64',
  },
} as const satisfies BlockSchema;
