/** What the poller needs of a transport, and what one counts. */
import type { SnmpVersion } from './ber.ts';
import { rejectReasons, type VarbindReader } from './decode.ts';
import type { RequestEncoder, RequestHead } from './encode.ts';

export interface SnmpTarget {
  /** An IP address in its canonical text. */
  readonly address: string;
  readonly family: 4 | 6;
  readonly port: number;
  readonly version: SnmpVersion;
  readonly community: Uint8Array;
}

export interface SnmpRequest {
  readonly pdu: RequestHead['pdu'];
  readonly nonRepeaters?: number;
  readonly maxRepetitions?: number;
  /** Wait of each attempt, at least one. */
  readonly timeoutsMs: readonly number[];
  /** What the answer may take in the receive buffer. */
  readonly answerBytes: number;
  /** Writes the varbinds, the last first. */
  readonly write: (encoder: RequestEncoder) => void;
}

export type Reply =
  | {
      readonly kind: 'response';
      readonly errorStatus: number;
      readonly errorIndex: number;
      readonly varbinds: VarbindReader;
      /** First attempt to answer. */
      readonly rttMs: number;
      readonly retries: number;
    }
  | { readonly kind: 'failed'; readonly reason: 'timeout' | 'unreachable' | 'stopped'; readonly retries: number };

/** Why a datagram was dropped. */
export const dropReasons = [
  ...rejectReasons,
  'late',
  'duplicate',
  'unknown_id',
  'wrong_source',
  'wrong_community',
] as const;
export type DropReason = (typeof dropReasons)[number];

export interface TransportCounts {
  sent: number;
  received: number;
  timeouts: number;
  retries: number;
  sendErrors: number;
  socketErrors: number;
  readonly dropped: Record<DropReason, number>;
}

export interface SnmpTransport {
  /** Binds the sockets. @throws when even IPv4 cannot be bound. */
  start(): Promise<void>;
  /** Ends every request as `stopped` and closes the sockets. */
  stop(): Promise<void>;
  /** Never rejects. */
  request(target: SnmpTarget, request: SnmpRequest): Promise<Reply>;
  readonly counts: TransportCounts;
  /** Requests that wait for a reply, and those that wait for room. */
  readonly inFlight: number;
  readonly queued: number;
  /** The receive buffer that the kernel granted. */
  readonly receiveBufferBytes: number;
  /** Local port of the IPv4 socket. */
  readonly port: number;
}

export const zeroCounts = (): TransportCounts => ({
  sent: 0,
  received: 0,
  timeouts: 0,
  retries: 0,
  sendErrors: 0,
  socketErrors: 0,
  dropped: Object.fromEntries(dropReasons.map((reason) => [reason, 0])) as Record<DropReason, number>, // every reason is a key
});
