/** The part of net-snmp (npm) that is used here; the package brings no types. */
declare module 'net-snmp' {
  import type { Socket } from 'node:dgram';

  export interface Varbind {
    readonly oid: string;
    readonly type: number;
    readonly value: unknown;
  }
  export interface Session {
    get(oids: string[], callback: (error: Error | null, varbinds: Varbind[]) => void): void;
    on(event: 'error', listener: (error: Error) => void): this;
    close(): void;
  }
  export interface SessionOptions {
    readonly version?: number;
    readonly port?: number;
    readonly timeout?: number;
    readonly retries?: number;
    readonly transport?: 'udp4' | 'udp6';
    /** Makes the socket; `node:dgram` when absent. */
    readonly dgramModule?: { createSocket(type: 'udp4' | 'udp6'): Socket };
  }
  const snmp: {
    createSession(target: string, community: string, options: SessionOptions): Session;
    isVarbindError(varbind: Varbind): boolean;
    readonly Version1: number;
    readonly Version2c: number;
    readonly ErrorStatus: {
      readonly NoSuchName: number;
      readonly NoAccess: number;
      readonly AuthorizationError: number;
    };
    readonly RequestTimedOutError: new (message: string) => Error & { readonly name: 'RequestTimedOutError' };
    readonly RequestFailedError: new (message: string, status: number) => Error & { readonly status: number };
  };
  export default snmp;
}
