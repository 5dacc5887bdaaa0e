import type { CliConfig } from './config.ts';

/** Where people reach this installation: `PUBLIC_URL`, or the address that HTTP listens on. */
export function publicAddress(config: CliConfig): string {
  if (config.PUBLIC_URL !== undefined) return new URL(config.PUBLIC_URL).origin;
  return localAddress(config);
}

/** Where HTTP of this machine's node answers. */
export function localAddress({ HOST, PORT }: Pick<CliConfig, 'HOST' | 'PORT'>): string {
  const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}
