/**
 * One question over SNMP, now: is this address, port and community right? Nothing but SNMP over UDP leaves
 * from here, and what comes back is a handful of known objects or one of a few codes.
 */
import { createSocket, type Socket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import snmp, { type Session, type Varbind } from 'net-snmp';
import { modelOf } from '@fastisp/core/device/model';
import type { ProbeResult } from './ports.ts';
import type { ProbeFailure } from './schemas.ts';

export interface ProbeTarget {
  /** Canonical host name or address. */
  readonly address: string;
  readonly port: number;
  readonly version: '1' | '2c';
  readonly community: string;
}

const requestTimeLimitMs = 2_000;
const retries = 1;
/** The resolver's own time limits can add up to half a minute; a person at a form has gone by then. */
const lookupTimeLimitMs = 5_000;

const oids = {
  sysDescr: '1.3.6.1.2.1.1.1.0',
  sysObjectId: '1.3.6.1.2.1.1.2.0',
  sysName: '1.3.6.1.2.1.1.5.0',
  ifNumber: '1.3.6.1.2.1.2.1.0',
};

class ProbeError extends Error {
  readonly code: ProbeFailure;
  constructor(code: ProbeFailure, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}

export async function probeSnmp(target: ProbeTarget): Promise<ProbeResult> {
  const params = { address: target.address, port: target.port };
  let socket: Socket | null = null;
  try {
    const { address, family } = await resolve(target.address);
    socket = await connect({ address, port: target.port, type: family === 6 ? 'udp6' : 'udp4' });
    return await ask(socket, { ...target, address });
  } catch (error) {
    if (error instanceof ProbeError) return { ok: false, code: error.code, params };
    throw error;
  } finally {
    socket?.close();
  }
}

async function resolve(host: string): Promise<{ address: string; family: number }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ProbeError('no_such_host')), lookupTimeLimitMs);
  });
  try {
    return await Promise.race([lookup(host), late]);
  } catch (cause) {
    throw cause instanceof ProbeError ? cause : new ProbeError('no_such_host', { cause });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * A connected socket: the kernel drops answers from elsewhere, and tells us when the port is closed. net-snmp
 * addresses each datagram, which a connected socket refuses; so its `send` leaves the address out.
 */
async function connect(options: { address: string; port: number; type: 'udp4' | 'udp6' }): Promise<Socket> {
  const socket = createSocket(options.type);
  try {
    socket.connect(options.port, options.address);
    await once(socket, 'connect');
  } catch (cause) {
    socket.close();
    throw new ProbeError(codeOfSocketError(cause), { cause });
  }
  const send = socket.send.bind(socket);
  const sendConnected = (message: Uint8Array, ...rest: unknown[]) => send(message, rest.at(-1) as () => void); // net-snmp's callback is last
  return Object.assign(socket, { send: sendConnected as Socket['send'] }); // the one of its shapes that net-snmp uses
}

async function ask(socket: Socket, target: ProbeTarget): Promise<ProbeResult> {
  const session = snmp.createSession(target.address, target.community, {
    version: target.version === '1' ? snmp.Version1 : snmp.Version2c,
    port: target.port,
    timeout: requestTimeLimitMs,
    retries,
    dgramModule: { createSocket: () => socket },
  });
  const get = (names: string[]) => getObjects({ socket, session, names });
  const startedAtMs = performance.now();
  const [sysDescr, sysObjectId, sysName] = await get([oids.sysDescr, oids.sysObjectId, oids.sysName]);
  const rttMs = Math.round((performance.now() - startedAtMs) * 10) / 10;
  // By itself: an agent of version 1 refuses a whole request for one object that it has not.
  const [ifNumber] = await get([oids.ifNumber]);
  return {
    ok: true,
    sysName: textOf(sysName),
    sysDescr: textOf(sysDescr),
    model: modelOf(textOf(sysDescr), textOf(sysObjectId)),
    interfaceCount: typeof ifNumber?.value === 'number' ? ifNumber.value : null,
    rttMs,
  };
}

/** The objects in their order; undefined is one that the agent has not. @throws ProbeError when it does not answer properly. */
async function getObjects(options: {
  socket: Socket;
  session: Session;
  names: string[];
}): Promise<(Varbind | undefined)[]> {
  const { socket, session, names } = options;
  const varbinds = await new Promise<Varbind[]>((resolvePromise, reject) => {
    const fail = (error: Error) => reject(new ProbeError(codeOf(error), { cause: error }));
    // Both are needed: net-snmp tells of undecodable answers by one event, the kernel of closed ports by another.
    session.on('error', fail);
    socket.on('error', fail);
    session.get(names, (error, answer) => {
      if (error === null) resolvePromise(answer);
      else if (isMissing(error)) resolvePromise([]);
      else fail(error);
    });
  });
  return names.map((_, i) => varbinds[i]).map((found) => (found && !snmp.isVarbindError(found) ? found : undefined));
}

/** Version 1 says of a whole request that it has not all of its objects; that is an answer. */
const isMissing = (error: Error): boolean =>
  error instanceof snmp.RequestFailedError && error.status === snmp.ErrorStatus.NoSuchName;

function codeOf(error: Error): ProbeFailure {
  if (error instanceof snmp.RequestTimedOutError) return 'no_reply';
  if (error instanceof snmp.RequestFailedError) {
    const { AuthorizationError, NoAccess } = snmp.ErrorStatus;
    return error.status === AuthorizationError || error.status === NoAccess ? 'auth' : 'protocol_error';
  }
  return 'code' in error ? codeOfSocketError(error) : 'protocol_error';
}

function codeOfSocketError(error: unknown): ProbeFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ECONNREFUSED') return 'refused';
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) ? 'unreachable' : 'protocol_error';
}

/** Octet strings are text here; agents write UTF-8 or Latin-1, and a wrong letter hurts nobody. */
function textOf(varbind: Varbind | undefined): string {
  const value = varbind?.value;
  if (Buffer.isBuffer(value)) return value.toString('utf8').replaceAll('\u0000', '').trim();
  return typeof value === 'string' ? value : '';
}
