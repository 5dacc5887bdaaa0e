/**
 * LISTEN on one connection of its own, for all channels. A lost connection is made again with a back-off
 * and listens to everything again; what was notified meanwhile is lost, so a listener also polls.
 */
import { Client, type ClientConfig } from 'pg';
import type { Log } from '../log/log.ts';

const reconnectDelayMsMin = 50;
const reconnectDelayMsMax = 5_000;

type OnPayload = (payload: string) => void;

export class Listener {
  readonly #config: ClientConfig;
  readonly #log: Log;
  readonly #channels = new Map<string, Set<OnPayload>>();
  #client: Client | null = null;
  #connecting: Promise<Client> | null = null;
  #delayMs = reconnectDelayMsMin;
  #retry: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(config: ClientConfig, log: Log) {
    this.#config = config;
    this.#log = log;
  }

  /** Resolves when the server confirmed it. Rejects when there is no connection now. */
  async listen(channel: string, onPayload: OnPayload): Promise<() => Promise<void>> {
    const listeners = this.#channels.get(channel) ?? new Set();
    const isFirst = listeners.size === 0;
    listeners.add(onPayload);
    this.#channels.set(channel, listeners);
    try {
      const client = await this.#connected();
      if (isFirst) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    } catch (error) {
      listeners.delete(onPayload);
      throw error;
    }
    return async () => {
      listeners.delete(onPayload);
      if (listeners.size > 0) return;
      this.#channels.delete(channel);
      const client = this.#client;
      if (client !== null) await client.query(`unlisten ${client.escapeIdentifier(channel)}`).catch(() => {}); // a lost connection listens to nothing
    };
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#channels.clear();
    const client = this.#client ?? (await this.#connecting?.catch(() => null)) ?? null;
    this.#client = null;
    await client?.end();
  }

  #connected(): Promise<Client> {
    if (this.#client !== null) return Promise.resolve(this.#client);
    this.#connecting ??= this.#connect().finally(() => (this.#connecting = null));
    return this.#connecting;
  }

  async #connect(): Promise<Client> {
    const client = new Client({ ...this.#config, application_name: 'fastisp-listen', keepAlive: true });
    client.on('error', () => {}); // 'end' follows and is what we act on
    client.on('notification', ({ channel, payload }) => {
      for (const onPayload of this.#channels.get(channel) ?? []) onPayload(payload ?? '');
    });
    await client.connect();
    for (const channel of this.#channels.keys()) await client.query(`listen ${client.escapeIdentifier(channel)}`);
    client.once('end', () => this.#onLost(client));
    this.#client = client;
    this.#delayMs = reconnectDelayMsMin;
    return client;
  }

  #onLost(client: Client): void {
    if (this.#client === client) this.#client = null;
    if (this.#stopped || this.#channels.size === 0) return;
    this.#log.warn({ retryInMs: this.#delayMs }, 'listening connection lost');
    this.#reconnectLater();
  }

  #reconnectLater(): void {
    this.#retry = setTimeout(() => {
      this.#connected().catch(() => {
        if (!this.#stopped) this.#reconnectLater();
      });
    }, this.#delayMs);
    this.#delayMs = Math.min(this.#delayMs * 2, reconnectDelayMsMax);
  }
}
