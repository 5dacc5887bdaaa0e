import type { EnvValues } from '@fastisp/core/config/env-schema';
import { envInteger, envPort, envString } from '@fastisp/core/config/env-schema';
import { homeEnv } from '@fastisp/core/config/base-env';

/** Variables of the flow receiver; the collector's schema spreads them. */
export const flowEnv = {
  ...homeEnv,
  FLOW_HOST: envString('Address that flow packets are received on; :: for IPv4 and IPv6.', { default: '0.0.0.0' }),
  FLOW_NETFLOW_PORT: envPort('UDP port for NetFlow v5, v9 and IPFIX; 0 is off.', 2055),
  FLOW_IPFIX_PORT: envPort('Second UDP port for the same; 4739 is the one IANA gave IPFIX; 0 is off.', 4739),
  FLOW_WORKERS: envInteger('Threads that receive flows; one holds 40,000 packets/s. An exporter stays on one thread.', {
    min: 1,
    max: 64,
    default: 1,
  }),
  FLOW_RECV_BUFFER_BYTES: envInteger(
    'Receive buffer of each flow socket; the kernel caps it at net.core.rmem_max, and we log what it gave.',
    { min: 65_536, max: 1_073_741_824, default: 4_194_304 },
  ),
  FLOW_BLOCK_ROWS: envInteger('Flows in a block that is handed over because it is full.', {
    min: 1_024,
    max: 262_144,
    default: 65_536,
  }),
  FLOW_FLUSH_MS: envInteger('How long the first flow of a block that is not full waits, milliseconds.', {
    min: 50,
    max: 10_000,
    default: 500,
  }),
  FLOW_BACKLOG_MB: envInteger(
    'Blocks of each thread that the bus has not accepted yet, MiB; with so many waiting, flows are shed and counted. 256 outlast a broker for twelve seconds of 100,000 flows/s.',
    { min: 1, max: 16_384, default: 256 },
  ),
  FLOW_UNKNOWN_EXPORTER_TENANT: envInteger(
    'Tenant of flows from an address that no device has; 0 drops and counts them.',
    { min: 0, max: 4_294_967_295, default: 1 },
  ),
  FLOW_SAMPLING_RATE_DEFAULT: envInteger('Sampling rate of exporters that send none: one packet in how many.', {
    min: 1,
    max: 4_294_967_295,
    default: 1,
  }),
};

export type FlowConfig = EnvValues<typeof flowEnv>;
