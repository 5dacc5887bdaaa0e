import type { BlockSchema } from '../block/schema.ts';

/** How one poll of a device ended; `ok` is 0 so that it takes no space. */
export const pollResults = ['ok', 'timeout', 'no_such_host', 'unreachable', 'auth', 'protocol_error', 'shed'] as const;
export type PollResult = (typeof pollResults)[number];

/** One poll of one device, whether it answered or not. */
export const telemetryDeviceV1 = {
  id: 'telemetry.device.v1',
  topic: 'telemetry.device',
  table: 'device_samples',
  columns: {
    tenant_id: 'UInt32',
    device_id: 'UUID',
    polled_at: 'DateTime64(3)',
    /** Index into `pollResults`. */
    result: 'UInt8',
    /** sysUpTime in milliseconds; 0 when there was no answer. */
    uptime_ms: 'UInt64',
    /** First request to its answer. */
    rtt_us: 'UInt32',
    /** Whole poll. */
    duration_ms: 'UInt32',
    varbinds: 'UInt32',
    retries: 'UInt16',
    /** 1 when the device restarted since the poll before. */
    restarted: 'UInt8',
  },
} as const satisfies BlockSchema;
