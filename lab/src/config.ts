import { envBoolean, envInteger, envPort, envString, type EnvValues } from '@fastisp/core/config/env-schema';
import { processEnv } from '@fastisp/core/config/base-env';
import type { FlowTarget } from '#exporter/run.ts';
import { labErrors } from './errors.ts';

export const labEnv = {
  ...processEnv,
  LAB_DEVICES: envInteger('How many routers the simulated network has.', { min: 1, max: 16_000, default: 50 }),
  LAB_OLTS: envInteger('How many OLTs besides the routers, one at a POP.', { min: 0, max: 100, default: 0 }),
  LAB_SEED: envInteger('The same seed makes the same network.', { min: 0, max: 0x7fff_ffff, default: 1 }),
  LAB_ADDRESS_PREFIX: envString('First two numbers of the routers’ loopback addresses.', { default: '127.10' }),
  LAB_SNMP_PORT: envPort('UDP port of every SNMP agent, each on its own address; 0 lets each take any.', 1_161),
  LAB_COMMUNITY: envString('SNMP community of every router.', { default: 'public' }),
  LAB_INTERFACES: envInteger('Interfaces of every router; 0 leaves each model its own number.', {
    min: 0,
    max: 1_000,
    default: 0,
  }),
  LAB_RESPONSE_BYTES: envInteger('Largest SNMP answer of every router; 0 leaves each model its own limit.', {
    min: 0,
    max: 65_507,
    default: 0,
  }),
  LAB_FLOW_TARGET: envString('Where NetFlow v5 and v9 go, ADDRESS:PORT, or off.', { default: '127.0.0.1:2055' }),
  LAB_IPFIX_TARGET: envString('Where IPFIX goes, ADDRESS:PORT, or off.', { default: '127.0.0.1:4739' }),
  LAB_FLOWS_PER_S: envInteger('About how many flow records all routers report in a second.', {
    min: 1,
    max: 100_000,
    default: 500,
  }),
  LAB_ACTIVE_TIMEOUT_S: envInteger('Longest time until a flow that goes on is reported, seconds.', {
    min: 5,
    max: 3_600,
    default: 30,
  }),
  LAB_CONTROL_PORT: envPort('Loopback port that `npm run lab -- stop NAME` and the like talk to; 0 takes any.', 8_090),
  LAB_CONTROL: envBoolean('Whether the lab listens for commands.', { default: true }),
  LAB_FOLLOW_PARENT: envBoolean('Whether the lab ends when the process that started it is gone, however it went.', {
    default: false,
  }),
  LAB_STORY: envBoolean('Whether something happens every few minutes: a tower loses power, a link goes down.', {
    default: false,
  }),
};

export type LabConfig = EnvValues<typeof labEnv>;

/**
 * @param text `ADDRESS:PORT` with an IPv4 address, or `off`.
 * @throws AppError `LAB_TARGET_INVALID`
 */
export function parseFlowTarget(text: string): FlowTarget | null {
  if (text === 'off') return null;
  const match = /^(\d{1,3}(?:\.\d{1,3}){3}):(\d{1,5})$/.exec(text);
  const port = Number(match?.[2]);
  if (match?.[1] === undefined || port < 1 || port > 65_535) throw labErrors.targetInvalid(text);
  return { address: match[1], port };
}
