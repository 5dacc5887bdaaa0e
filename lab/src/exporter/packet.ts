import type { FlowRecord } from './flow-record.ts';

/** Who exports, as its packets say. */
export interface EncoderOptions {
  /** When the router started; uptimes in packets count from here. */
  readonly bootMs: number;
  /** Source id or observation domain. */
  readonly domain: number;
  readonly samplingRate: number;
}

/** Makes an exporter's packets and numbers them; a router that restarts gets a new one. */
export interface FlowEncoder {
  /** Templates and sampling options, to be sent first and every now and then; none for version 5. */
  announce(nowMs: number): Buffer[];
  encode(records: readonly FlowRecord[], nowMs: number): Buffer[];
}

/** Keeps a packet within one Ethernet frame. */
export const packetBytesMax = 1_432;
