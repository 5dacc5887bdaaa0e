/** Every topic of the bus, with its partitions and retention. Adapters create them from here. */
import type { TopicSpec } from '../bus/port.ts';

const hourMs = 3_600_000;
const MiB = 1024 * 1024;

const telemetry = { partitions: 8, compacted: false, retentionMs: 24 * hourMs, backlogBytesMax: 64 * MiB };
const state = { partitions: 8, compacted: true, retentionMs: 0, backlogBytesMax: 64 * MiB };
const facts = { partitions: 8, compacted: false, retentionMs: 7 * 24 * hourMs, backlogBytesMax: 16 * MiB };

export const topics = {
  /** What is polled and how: JSON `inventoryDeviceV1`, keyed by device id; tombstone when deleted. */
  inventoryDevices: { name: 'inventory.devices', ...state },
  /** Announced work: JSON `inventoryMaintenanceV1`, keyed by window id; tombstone when deleted. */
  inventoryMaintenance: { name: 'inventory.maintenance', ...state, partitions: 1 },
  /** Everything of the inventory: JSON `inventoryObjectV1`, keyed by kind and id; tombstone when deleted. */
  inventoryObjects: { name: 'inventory.objects', ...state },
  /** What a device said of itself: JSON `discoveryDeviceV1`, keyed by device id; published on change. */
  discoveryDevices: { name: 'discovery.devices', ...state },
  /** Device states: JSON `deviceStateV1`, keyed by device id; published on change and at start of stream. */
  stateDevices: { name: 'state.devices', ...state },
  /** State changes and other facts worth a line in history: JSON `telemetryEventV1`, keyed by device id. */
  telemetryEvent: { name: 'telemetry.event', ...facts },
  /** Blocks `telemetry.interface.v1`, keyed by collector shard. */
  telemetryInterface: { name: 'telemetry.interface', ...telemetry },
  /** Blocks `telemetry.device.v1`, keyed by collector shard. */
  telemetryDevice: { name: 'telemetry.device', ...telemetry },
  /** Blocks `telemetry.flow.v1`, without key. */
  telemetryFlow: { name: 'telemetry.flow', ...telemetry, backlogBytesMax: 256 * MiB },
  /** Blocks `telemetry.exporter.v1`: counters of each flow exporter every 10 s. */
  telemetryExporter: { name: 'telemetry.exporter', ...telemetry },
  /** Whether telemetry is stored or held back: JSON `sinkStateV1`, keyed by table. */
  stateSink: { name: 'state.sink', ...state, partitions: 1, backlogBytesMax: MiB },
  /** Who leads: JSON of `bus/leadership/decide.ts`, keyed by what is led; one partition, so that it has one owner. */
  leadership: { name: 'leadership', ...state, partitions: 1, backlogBytesMax: MiB },
} as const satisfies Record<string, TopicSpec>;

export type TopicName = (typeof topics)[keyof typeof topics]['name'];
