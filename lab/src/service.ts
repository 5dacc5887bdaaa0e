/** The whole simulated network as one component: routers, their agents and exporters, faults and their truth. */
import type { Clock } from '@fastisp/core/clock';
import type { Component } from '@fastisp/core/lifecycle/component';
import type { Log } from '@fastisp/core/log/log';
import { type AgentCounts, Agents, type Impairment, type SeenRequest } from '#agent/run.ts';
import type { LabCommand } from '#control/commands.ts';
import { Faults } from '#control/faults.ts';
import { type ControlServer, createControlServer } from '#control/http.ts';
import { createStory } from '#control/story-run.ts';
import type { TruthEvent } from '#control/truth.ts';
import { Exporters, type ExporterTotals } from '#exporter/run.ts';
import type { DeviceModel } from '#network/models.ts';
import { createRandom } from '#network/random.ts';
import { type DeviceState, World } from '#network/world.ts';
import { type LabConfig, parseFlowTarget } from './config.ts';

/** How to reach a router, as an inventory wants it. */
export interface LabDevice {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly community: string;
  readonly kind: DeviceModel['kind'];
}

export interface LabDeviceStatus extends LabDevice {
  readonly vendor: string;
  readonly role: string;
  readonly model: string;
  readonly powered: boolean;
  readonly bootMs: number;
  readonly interfaceCount: number;
  readonly flowProtocol: string;
  readonly samplingRate: number;
  readonly impairment: Impairment;
}

/** What passed an interface in an interval, octets as its counters show them. */
export interface InterfaceTraffic {
  readonly ifIndex: number;
  readonly name: string;
  readonly operUp: boolean;
  readonly adminUp: boolean;
  /** IP bytes and packets; the counters' octets are 14 more for each packet. */
  readonly received: { readonly bytes: number; readonly packets: number };
  readonly sent: { readonly bytes: number; readonly packets: number };
  /** The part that flow records name this ifIndex for: 0 on a trunk whose VLANs have records of their own. */
  readonly inFlows: { readonly receivedBytes: number; readonly sentBytes: number };
}

export interface Lab extends Component {
  /** Known once started, since agents may take any port. */
  devices(): LabDevice[];
  statuses(): LabDeviceStatus[];
  /** @throws AppError `LAB_DEVICE_UNKNOWN`, `LAB_INTERFACE_UNKNOWN` */
  perform(command: LabCommand): readonly TruthEvent[];
  stopDevice(name: string): void;
  startDevice(name: string): void;
  /** Everything that was done to the network, in order. */
  truth(afterId?: number): readonly TruthEvent[];
  /** What really passed each interface of a router in [fromMs, toMs). */
  traffic(name: string, fromMs: number, toMs: number): InterfaceTraffic[];
  counts(): { agents: AgentCounts; exporters: ExporterTotals };
  /** Port of the control interface, 0 when it is off. */
  readonly controlPort: number;
  readonly originMs: number;
}

export interface LabDeps {
  readonly log: Log;
  readonly clock: Clock;
  /** Hears of each SNMP datagram: for tests that check who polls what. */
  readonly onRequest?: (request: SeenRequest) => void;
}

/** How often planned steps of faults are looked at. */
const heartbeatMs = 50;

export function createLab(config: LabConfig, deps: LabDeps): Lab {
  const { clock, log } = deps;
  const originMs = clock.nowMs();
  const world = new World({
    seed: config.LAB_SEED,
    deviceCount: config.LAB_DEVICES,
    oltCount: config.LAB_OLTS,
    interfacesPerDevice: config.LAB_INTERFACES,
    addressPrefix: config.LAB_ADDRESS_PREFIX,
    community: config.LAB_COMMUNITY,
    originMs,
  });
  const impairments = new Map<string, Impairment>(
    world.devices.map(({ plan }) => [plan.name, { lossPercent: 0, latencyMs: 0, misbehaviour: 'none' }]),
  );
  const random = createRandom(`${config.LAB_SEED}/chance`);
  const agents = new Agents(
    world.devices,
    impairments,
    { clock, random, onRequest: deps.onRequest },
    { responseBytesMax: config.LAB_RESPONSE_BYTES },
  );
  const exporters = new Exporters(
    world,
    {
      seed: config.LAB_SEED,
      activeTimeoutMs: config.LAB_ACTIVE_TIMEOUT_S * 1_000,
      templateIntervalMs: 20_000,
      flowsPerS: config.LAB_FLOWS_PER_S / config.LAB_DEVICES,
      targets: { netflow: parseFlowTarget(config.LAB_FLOW_TARGET), ipfix: parseFlowTarget(config.LAB_IPFIX_TARGET) },
      impairments,
    },
    { clock, random, log },
  );
  const faults = new Faults(world, impairments, config.LAB_COMMUNITY);
  const story = config.LAB_STORY ? createStory(world, faults, { seed: config.LAB_SEED, log }) : null;
  let control: ControlServer | null = null;
  let heartbeat: NodeJS.Timeout | null = null;

  const perform = (command: LabCommand): readonly TruthEvent[] => {
    const events = faults.perform(command, clock.nowMs());
    for (const { device, interface: port, what, detail } of events)
      log.info({ device, interface: port, what, detail }, 'lab event');
    return events;
  };
  const lab: Lab = {
    name: 'lab',
    originMs,
    get controlPort() {
      return control?.port ?? 0;
    },
    start: async () => {
      await agents.listen(config.LAB_SNMP_PORT);
      await exporters.start();
      story?.begin(clock.nowMs());
      heartbeat = setInterval(() => {
        faults.advance(clock.nowMs());
        story?.advance(clock.nowMs());
      }, heartbeatMs);
      if (config.LAB_CONTROL) control = await createControlServer(lab, config.LAB_CONTROL_PORT, { clock, log });
      log.info({ devices: world.devices.length, controlPort: lab.controlPort }, 'lab network runs');
    },
    stop: async () => {
      if (heartbeat !== null) clearInterval(heartbeat);
      await control?.close();
      await exporters.stop();
      await agents.close();
    },
    devices: () => world.devices.map((device, n) => describeDevice(device, agents.ports[n] ?? 0)),
    statuses: () => world.devices.map((device, n) => describeStatus(device, agents.ports[n] ?? 0, faults)),
    perform,
    stopDevice: (name) => void perform({ do: 'stop', device: name }),
    startDevice: (name) => void perform({ do: 'start', device: name }),
    truth: (afterId) => faults.truth.since(afterId),
    traffic: (name, fromMs, toMs) => describeTraffic(world, faults.device(name), fromMs, toMs),
    counts: () => ({ agents: agents.counts, exporters: exporters.totals }),
  };
  return lab;
}

function describeDevice(device: DeviceState, port: number): LabDevice {
  const { name, address, model } = device.plan;
  return { name, address, port, community: device.community, kind: model.kind };
}

function describeStatus(device: DeviceState, port: number, faults: Faults): LabDeviceStatus {
  const { model, role, name } = device.plan;
  return {
    ...describeDevice(device, port),
    vendor: model.vendor,
    role,
    model: model.sysDescr.split('\r\n')[0] ?? '',
    powered: device.powered,
    bootMs: device.bootMs,
    interfaceCount: device.interfaces.length,
    flowProtocol: model.flow.protocol,
    samplingRate: model.flow.samplingRate,
    impairment: { ...faults.impairmentOf(name) },
  };
}

function describeTraffic(world: World, device: DeviceState, fromMs: number, toMs: number): InterfaceTraffic[] {
  return device.interfaces.map((port) => {
    const attributed = world.attributed(device, port.plan.ifIndex, fromMs, toMs);
    return {
      ifIndex: port.plan.ifIndex,
      name: port.plan.name,
      operUp: port.operUp,
      adminUp: port.adminUp,
      ...world.passed(port, fromMs, toMs),
      inFlows: { receivedBytes: attributed.received.bytes, sentBytes: attributed.sent.bytes },
    };
  });
}
