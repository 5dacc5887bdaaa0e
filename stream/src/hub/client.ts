/**
 * One browser: its subscriptions, how far it has seen each of them, and what it may still be sent.
 *
 * Frames are written to the socket itself, because they are ready and shared by all who see them; `ws` writes its
 * own (pings, closing) between them and never inside one. A client whose socket is full is skipped; when it has
 * drained it gets what it missed, or a snapshot where that is less.
 */
import type { Duplex } from 'node:stream';
import type { Principal } from '@fastisp/core/http/session-client';
import type { StreamServerMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import type { WebSocket } from 'ws';
import { textFrame } from './frame.ts';
import type { SeenUpTo, TopicLog } from './topic-log.ts';

/** What the client signed in with; asked again while it is connected. */
export interface Credentials {
  readonly cookie?: string;
  readonly authorization?: string;
}

interface SubscriptionOf {
  readonly log: TopicLog;
  seen: SeenUpTo | null;
}

export interface ClientLimits {
  /** Bytes that may wait in its socket; more, and it is skipped until the socket has drained. */
  readonly bufferBytesMax: number;
}

/** Why the hub ends a connection, with the code that a browser sees. */
export const closeCodes = {
  stopping: 1001,
  bad_messages: 4400,
  session_ended: 4401,
  too_many_messages: 4429,
} as const;

export type CloseClient = (client: HubClient, reason: keyof typeof closeCodes) => void;

export class HubClient {
  readonly ws: WebSocket;
  /** Renewed with each check of its session. */
  principal: Principal;
  readonly credentials: Credentials;
  readonly subscriptions = new Map<string, SubscriptionOf>();
  /** Whether anything was heard of it since the last ping. */
  alive = true;
  badMessages = 0;
  /** Messages in the current rate window. */
  messages = 0;
  sessionCheckedAtMs: number;
  private readonly socket: Duplex;
  private readonly limits: ClientLimits;
  private full = false;

  constructor(options: {
    ws: WebSocket;
    socket: Duplex;
    principal: Principal;
    credentials: Credentials;
    limits: ClientLimits;
    nowMs: number;
  }) {
    this.ws = options.ws;
    this.socket = options.socket;
    this.principal = options.principal;
    this.credentials = options.credentials;
    this.limits = options.limits;
    this.sessionCheckedAtMs = options.nowMs;
  }

  private get open(): boolean {
    return this.ws.readyState === this.ws.OPEN && !this.socket.destroyed;
  }

  /** True while it must be skipped; false again when its socket has drained. */
  get slow(): boolean {
    const waiting = this.socket.writableLength;
    if (this.full && waiting < this.limits.bufferBytesMax / 8) this.full = false;
    else if (!this.full && waiting > this.limits.bufferBytesMax) this.full = true;
    return this.full;
  }

  /** Sends what it has not seen of its topics, and `extra`, in one write. @returns frames sent. */
  flush(asOf: string, extra: Buffer | null): number {
    if (!this.open) return 0;
    const frames: Buffer[] = extra === null ? [] : [extra];
    for (const subscription of this.subscriptions.values()) {
      const { log, seen } = subscription;
      if (seen?.seq === log.seq) continue;
      frames.push(...log.missing(seen, asOf).frames);
      subscription.seen = { epoch: log.epoch, seq: log.seq };
    }
    this.write(frames);
    return frames.length;
  }

  get behind(): boolean {
    for (const { log, seen } of this.subscriptions.values()) if (seen?.seq !== log.seq) return true;
    return false;
  }

  /** Starts a subscription and sends at once what the client lacks; nothing when it lacks nothing. */
  subscribe(log: TopicLog, resume: SeenUpTo | null, asOf: string): 'resumed' | 'snapshot' {
    const { frames, whole } = log.missing(resume, asOf);
    this.subscriptions.set(log.topic, { log, seen: { epoch: log.epoch, seq: log.seq } });
    if (this.open) this.write(frames);
    return whole ? 'snapshot' : 'resumed';
  }

  send(message: StreamServerMessageV1): void {
    if (this.open) this.write([textFrame(JSON.stringify(message))]);
  }

  private write(frames: readonly Buffer[]): void {
    if (frames.length === 0) return;
    // Corked, so that several frames are one system call.
    this.socket.cork();
    for (const frame of frames) this.socket.write(frame);
    this.socket.uncork();
  }
}
