/** A mail server on loopback that keeps what it is given, and can be told to refuse. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  readonly to: readonly string[];
  /** Headers and body as they came, with soft line breaks and quoted characters undone. */
  readonly text: string;
}

export class TestMailServer {
  readonly received: ReceivedMail[] = [];
  /** Answered to the next recipients, by address; `451` is later, `550` is never. */
  readonly refusals = new Map<string, { code: number; times: number }>();
  /** Between having a mail and saying so. */
  onMail: () => Promise<void> = () => Promise.resolve();
  readonly #port: number;
  #server: SMTPServer | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<TestMailServer> {
    const probe = new TestMailServer(0);
    const port = await probe.open();
    await probe.close();
    const server = new TestMailServer(port);
    await server.open();
    return server;
  }

  get url(): string {
    return `smtp://noc:secreto@127.0.0.1:${this.#port}`;
  }

  /** @returns the port. */
  async open(): Promise<number> {
    const server = new SMTPServer({
      allowInsecureAuth: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username, password }, _session, done) =>
        username === 'noc' && password === 'secreto' ? done(null, { user: 'noc' }) : done(new Error('who are you')),
      onRcptTo: ({ address }, _session, done) => {
        const refusal = this.refusals.get(address);
        if (refusal === undefined || refusal.times <= 0) return done();
        refusal.times -= 1;
        return done(Object.assign(new Error('no'), { responseCode: refusal.code }));
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => void chunks.push(chunk));
        stream.on('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.received.push({ to, text: unquote(Buffer.concat(chunks).toString('utf8')) });
          void this.onMail().then(() => done(), done);
        });
      },
    });
    this.#server = server;
    const net = server.listen(this.#port, '127.0.0.1');
    await once(net, 'listening');
    return (net.address() as AddressInfo).port; // it listens on TCP
  }

  async close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server !== null) await new Promise<void>((done) => server.close(() => done()));
  }

  /** The mails to an address, the newest last. */
  to(address: string): ReceivedMail[] {
    return this.received.filter(({ to }) => to.includes(address));
  }
}

/** Quoted-printable (RFC 2045), as far as ASCII goes; the end of a header's encoded word (`?=`) is no soft break. */
const unquote = (text: string): string =>
  text
    .replaceAll(/(?<!\?)=\r?\n/g, '')
    .replaceAll(/((?:=[0-9A-F]{2})+)/g, (run) => Buffer.from(run.replaceAll('=', ''), 'hex').toString('utf8'));
