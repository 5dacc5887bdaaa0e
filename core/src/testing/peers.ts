import { spawnSync } from 'node:child_process';

/**
 * Whether a real peer program is here. On a person's machine a test without its peer skips and says which
 * package to install; under `CI=true` its absence is a failure.
 *
 *     const missing = requirePeer('nfcapd', 'nfdump');
 *     describe.skipIf(missing !== null)(`judged by nfdump${missing ?? ''}`, …)
 *
 * @returns null when present, otherwise a sentence to put into the test's name.
 */
export function requirePeer(program: string, debianPackage: string): string | null {
  const found = spawnSync('sh', ['-c', `command -v ${program} || command -v /usr/sbin/${program}`]).status === 0;
  if (found) return null;
  const sentence = ` (skipped: ${program} is missing, apt-get install ${debianPackage})`;
  if (process.env['CI'] === 'true') throw new Error(`missing peer${sentence}`);
  return sentence;
}
