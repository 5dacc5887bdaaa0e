/**
 * A strict InfluxDB 2 for tests, over real HTTP: checks every byte of a request, stores points as the real one does
 * (the same series and time is one point), refuses a field whose type changes, and can be told to misbehave.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type Point, readLine } from './strict-line-protocol.ts';

export interface Misbehaviour {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const influxCredentials = { token: 'secret', org: 'isp', bucket: 'polls' } as const;

export class StrictInflux {
  readonly points = new Map<string, Point>();
  /** When each request came, and how it was answered. */
  readonly requests: { readonly atMs: number; readonly status: number; readonly points: number }[] = [];
  /** Answers instead of storing while it is set; `hang` never answers, `reset` cuts the connection. */
  misbehave: Misbehaviour | 'hang' | 'reset' | null = null;
  bodyBytesMax = Number.POSITIVE_INFINITY;
  /** A line for which the whole request is refused, as for one that cannot be parsed. */
  cursed: ((point: Point) => boolean) | null = null;
  oldestMs = 0;
  /** Everything that was wrong with a request in itself: must stay empty. */
  readonly complaints: string[] = [];
  #server: Server | null = null;
  #port = 0;
  readonly #types = new Map<string, string>();

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** On the same port as before. */
  async start(): Promise<void> {
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port; // a TCP server has such an address
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  /** The field's type as if points of it had been written before. */
  presetType(measurement: string, field: string, type: string): void {
    this.#types.set(`${measurement} ${field}`, type);
  }

  sum(measurement: string, field: string): number {
    const ofMeasurement = [...this.points.values()].filter((point) => point.measurement === measurement);
    return ofMeasurement.reduce((sum, point) => sum + Number(point.fields.get(field)?.value ?? 0), 0);
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // an HTTP body without encoding is buffers
    const body = Buffer.concat(chunks);
    if (this.misbehave === 'hang') return;
    if (this.misbehave === 'reset') return void request.socket.destroy();
    const answer = this.misbehave ?? this.#write(request, body);
    const lines = this.misbehave === null ? this.#textOf(request, body).split('\n').length : 0;
    this.requests.push({ atMs: Date.now(), status: answer.status, points: lines });
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
    response.end(answer.body);
  }

  #textOf(request: IncomingMessage, body: Buffer): string {
    const plain = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    return new TextDecoder('utf-8', { fatal: true }).decode(plain);
  }

  #write(request: IncomingMessage, body: Buffer): Misbehaviour {
    const { token, org, bucket } = influxCredentials;
    const url = new URL(request.url ?? '', this.url);
    if (request.method !== 'POST' || url.pathname !== '/api/v2/write') this.complaints.push(`${request.method} ${url}`);
    if (url.searchParams.get('precision') !== 'ms') this.complaints.push(`precision: ${url.search}`);
    if (request.headers.authorization !== `Token ${token}`) return failure(401, 'unauthorized access');
    if (url.searchParams.get('org') !== org) return failure(404, 'organization name not found');
    if (url.searchParams.get('bucket') !== bucket) return failure(404, 'bucket not found');
    if (body.length > this.bodyBytesMax) return failure(413, 'payload too large');
    return this.#store(this.#textOf(request, body));
  }

  #store(text: string): Misbehaviour {
    const points: Point[] = [];
    for (const line of text.split('\n')) {
      try {
        points.push(readLine(line));
      } catch (error) {
        this.complaints.push(String(error));
        return failure(400, `unable to parse '${line}'`);
      }
    }
    const cursed = points.find((point) => this.cursed?.(point) ?? false);
    if (cursed !== undefined) return failure(400, `unable to parse '${cursed.measurement}…': bad luck`);
    const conflicts = points.filter((point) => this.#conflicts(point));
    const old = points.filter((point) => point.timestamp < this.oldestMs);
    for (const point of points) if (!conflicts.includes(point) && !old.includes(point)) this.#keep(point);
    if (conflicts.length > 0) {
      return failure(422, `partial write: field type conflict: input field dropped=${conflicts.length}`);
    }
    if (old.length > 0) return failure(422, `partial write: points beyond retention policy dropped=${old.length}`);
    return { status: 204 };
  }

  #conflicts({ measurement, fields }: Point): boolean {
    return [...fields].some(([field, { type }]) => (this.#types.get(`${measurement} ${field}`) ?? type) !== type);
  }

  #keep(point: Point): void {
    for (const [field, { type }] of point.fields) this.#types.set(`${point.measurement} ${field}`, type);
    const series = `${point.measurement},${[...point.tags].map(([key, value]) => `${key}=${value}`).join(',')}`;
    this.points.set(`${series} ${point.timestamp}`, point);
  }
}

const failure = (status: number, message: string): Misbehaviour => ({
  status,
  body: JSON.stringify({ code: status === 413 ? 'request too large' : 'invalid', message }),
});
