/**
 * Polls as InfluxDB line protocol: `measurement,tag=… field=…i 1700000000000`, times in milliseconds, tags in
 * alphabetical order (the server then sorts nothing).
 *
 * Names come from devices and may hold anything. What the protocol cannot carry, or parsers do not agree on, is
 * replaced: a control character by a space, a backslash by a slash (`\,` would be read as an escaped comma, and a
 * value must not end in one). Numbers are 64-bit integers, always of the same type, because a server refuses a field
 * whose type changes.
 */
import { getU64, getUuid } from '@fastisp/core/block/builder';
import type { DecodedBlock } from '@fastisp/core/block/native';
import { pollResults, type telemetryDeviceV1 } from '@fastisp/core/contracts/telemetry-device.v1';
import type { telemetryInterfaceV1 } from '@fastisp/core/contracts/telemetry-interface.v1';
import type { DeviceNames } from './ports.ts';

/** A longer name is cut: a series' key has a limit of 64 KiB, and no label is read that far. */
export const tagLengthMax = 256;

// eslint-disable-next-line no-control-regex -- control characters are what it is about
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;

/** A tag's value, escaped; null when nothing is left of it, because a tag cannot be empty. */
export function tagValue(text: string): string | null {
  const clean = text
    .slice(0, tagLengthMax)
    .toWellFormed() // half of a surrogate pair is not UTF-8
    .replaceAll(controlCharacters, ' ')
    .replaceAll('\\', '/')
    .trim();
  return clean === '' ? null : clean.replaceAll(/[,= ]/g, '\\$&');
}

/** Above 2⁵³ − 1 no device counts in one interval: a broken counter must not break the line. */
const integer = (value: number): string => `${Math.min(value, Number.MAX_SAFE_INTEGER)}i`;

export function interfaceLines(
  { columns, rows }: DecodedBlock<typeof telemetryInterfaceV1>,
  names: DeviceNames,
): string[] {
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const deviceId = getUuid(columns.device_id, row);
    const ifIndex = columns.if_index[row] ?? 0;
    const intervalMs = columns.interval_ms[row] ?? 0;
    const inOctets = getU64(columns.in_octets, row);
    const outOctets = getU64(columns.out_octets, row);
    const device = tagValue(names.deviceName(deviceId) ?? '') ?? deviceId;
    const port = tagValue(names.interfaceName(deviceId, ifIndex) ?? '') ?? String(ifIndex);
    const tags = `device=${device},device_id=${deviceId},if_index=${ifIndex},interface=${port}`;
    const rates =
      intervalMs === 0
        ? ''
        : `in_bps=${integer(bitsPerSecond(inOctets, intervalMs))},out_bps=${integer(bitsPerSecond(outOctets, intervalMs))},`;
    lines.push(
      `interface_traffic,${tags},tenant_id=${columns.tenant_id[row] ?? 0} ${rates}` +
        `in_octets=${integer(inOctets)},out_octets=${integer(outOctets)},` +
        `in_packets=${integer(getU64(columns.in_packets, row))},out_packets=${integer(getU64(columns.out_packets, row))},` +
        `in_errors=${integer(getU64(columns.in_errors, row))},out_errors=${integer(getU64(columns.out_errors, row))},` +
        `in_discards=${integer(getU64(columns.in_discards, row))},out_discards=${integer(getU64(columns.out_discards, row))},` +
        `speed_bps=${integer(getU64(columns.speed_bps, row))},oper_status=${columns.oper_status[row] ?? 0}i,` +
        `interval_ms=${intervalMs}i ${getU64(columns.polled_at, row)}`,
    );
  }
  return lines;
}

const bitsPerSecond = (octets: number, intervalMs: number): number => Math.round((octets * 8_000) / intervalMs);

export function deviceLines({ columns, rows }: DecodedBlock<typeof telemetryDeviceV1>, names: DeviceNames): string[] {
  const lines: string[] = [];
  for (let row = 0; row < rows; row += 1) {
    const deviceId = getUuid(columns.device_id, row);
    const device = tagValue(names.deviceName(deviceId) ?? '') ?? deviceId;
    const result = pollResults[columns.result[row] ?? 0] ?? 'unknown'; // of a newer collector
    const fields = [`result="${result}"`];
    // A poll that was shed says nothing of the device.
    if (result !== 'shed' && result !== 'unknown') fields.push(`up=${result === 'ok' ? 1 : 0}i`);
    // Zeros of a poll without an answer would drag every mean down.
    if (result === 'ok') {
      fields.push(`rtt_us=${columns.rtt_us[row] ?? 0}i`, `uptime_ms=${integer(getU64(columns.uptime_ms, row))}`);
    }
    fields.push(`duration_ms=${columns.duration_ms[row] ?? 0}i`, `retries=${columns.retries[row] ?? 0}i`);
    lines.push(
      `device_health,device=${device},device_id=${deviceId},tenant_id=${columns.tenant_id[row] ?? 0} ` +
        `${fields.join(',')} ${getU64(columns.polled_at, row)}`,
    );
  }
  return lines;
}
