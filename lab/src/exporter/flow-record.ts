/** One unidirectional flow as an exporter reports it, before it is encoded. */
export interface FlowRecord {
  readonly ipv6: boolean;
  readonly source: FlowEnd;
  readonly destination: FlowEnd;
  readonly protocol: number;
  readonly tcpFlags: number;
  readonly inputIfIndex: number;
  readonly outputIfIndex: number;
  /** As counted by the sampler: the real ones are the sampling rate times as many. */
  readonly bytes: number;
  readonly packets: number;
  /** Milliseconds since the epoch. */
  readonly firstMs: number;
  readonly lastMs: number;
}

export interface FlowEnd {
  readonly address: Uint8Array;
  readonly port: number;
  readonly as: number;
  readonly prefixLength: number;
}
