/**
 * The live connection of the page: performs what `decide.ts` decides, and gives components their topics.
 */
import type { StreamServerMessageV1 } from '@fastisp/core/contracts/stream-protocol.v1';
import { decideLive, initialLiveState, isCutOff, type LiveEffect, type LiveEvent, type LiveState } from './decide.ts';
import { emptyTopic, type RowOf, type TopicState } from './topic-state.ts';

interface LiveOptions {
  /** Called when the socket is refused: the session may be over. */
  readonly checkSession: () => void;
}

export class Live {
  #state = $state.raw<LiveState>(initialLiveState);
  #nowMs = $state(Date.now());
  #socket: WebSocket | null = null;
  #retryTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: LiveOptions;

  constructor(options: LiveOptions) {
    this.#options = options;
  }

  /** Connects, and keeps connected until the returned function is called. */
  start(): () => void {
    const ticking = setInterval(() => {
      this.#nowMs = Date.now();
      this.#happen({ type: 'tick' });
    }, 1_000);
    const retry = (): void => {
      clearTimeout(this.#retryTimer);
      this.#happen({ type: 'retry' });
    };
    window.addEventListener('online', retry);
    this.#happen({ type: 'start' });
    return () => {
      clearInterval(ticking);
      window.removeEventListener('online', retry);
      clearTimeout(this.#retryTimer);
      this.#happen({ type: 'stop' });
    };
  }

  /** The time by the server's clock, ticking once a second. */
  get nowMs(): number {
    return this.#nowMs + this.#state.clockOffsetMs;
  }

  /** Nothing was heard for two heartbeats: what the page shows is of `heardAtMs`. */
  get cutOff(): boolean {
    return isCutOff(this.#state, this.#nowMs);
  }

  /** When the page last heard from the server, by the server's clock; null when never. */
  get heardAtMs(): number | null {
    const { heardAtMs, clockOffsetMs } = this.#state;
    return heardAtMs === null ? null : heardAtMs + clockOffsetMs;
  }

  topic<Topic extends string>(topic: Topic): TopicState<RowOf<Topic>> {
    // The protocol binds the type of the rows to the topic's name.
    return (this.#state.topics[topic] ?? emptyTopic) as TopicState<RowOf<Topic>>;
  }

  /** Wants a topic until the returned function is called. */
  subscribe(topic: string): () => void {
    this.#happen({ type: 'subscribe', topic });
    return () => this.#happen({ type: 'unsubscribe', topic });
  }

  #happen(event: LiveEvent): void {
    const { state, effects } = decideLive(this.#state, event, Date.now(), Math.random());
    if (state !== this.#state) this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: LiveEffect): void {
    switch (effect.do) {
      case 'connect':
        return this.#connect();
      case 'close':
        return this.#close();
      case 'send':
        return this.#socket?.send(JSON.stringify(effect.message));
      case 'wait':
        clearTimeout(this.#retryTimer);
        this.#retryTimer = setTimeout(() => this.#happen({ type: 'retry' }), effect.delayMs);
        return;
      case 'check-session':
        return this.#options.checkSession();
    }
  }

  #connect(): void {
    const { protocol, host } = window.location;
    const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/stream`);
    this.#socket = socket;
    const ifCurrent = (event: () => LiveEvent): void => {
      if (this.#socket === socket) this.#happen(event());
    };
    socket.onopen = () => ifCurrent(() => ({ type: 'opened' }));
    socket.onclose = () => ifCurrent(() => ({ type: 'closed' }));
    socket.onmessage = (event: MessageEvent<string>) => {
      // Our own server speaks this protocol; its messages are typed on both sides from one file.
      ifCurrent(() => ({ type: 'message', message: JSON.parse(event.data) as StreamServerMessageV1 }));
    };
  }

  /** A dead network never lets `close` finish, so the socket counts as closed at once. */
  #close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
    this.#happen({ type: 'closed' });
  }
}
