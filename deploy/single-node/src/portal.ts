/** The portal on a single node: built when its sources changed, served by the process's own HTTP server. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { AppError } from '@fastisp/core/errors/app-error';
import { problemContentType, problemFrom } from '@fastisp/core/http/problem';
import type { FastifyInstance } from 'fastify';

const root = resolve(import.meta.dirname, '../../..');
const portal = join(root, 'portal');
const stampFile = join(portal, 'build', 'sources.sha256');

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** Builds the portal unless the build there is was made from these very sources. */
export async function ensurePortalBuilt(say: (line: string) => void): Promise<void> {
  const wanted = await sourcesDigest();
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (built === wanted) return;
  say('Building the portal (once after each update, under a minute) …');
  await runBuild();
  await writeFile(stampFile, wanted);
}

async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256');
  const patterns = ['src/**/*', 'static/**/*', 'messages/**/*', 'project.inlang/*.json', '*.ts', 'package.json'];
  const files: string[] = [];
  for await (const entry of glob(patterns, { cwd: portal, withFileTypes: true })) {
    if (entry.isFile() && !entry.parentPath.includes('paraglide')) files.push(join(entry.parentPath, entry.name));
  }
  for (const file of files.toSorted()) hash.update(file.slice(portal.length)).update(await readFile(file));
  return hash.digest('hex');
}

function runBuild(): Promise<void> {
  return new Promise((done, fail) => {
    let output = '';
    const child = spawn('npm', ['run', '--silent', 'build', '-w', 'portal'], { cwd: root });
    const keep = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', fail);
    child.once('close', (code) => {
      if (code === 0) done();
      else fail(new AppError('PORTAL_BUILD_FAILED', `the portal could not be built (npm run build):\n${output}`));
    });
  });
}

/** Everything that is not API, stream or health is the portal's. Registered last: it takes what nobody else takes. */
export async function mountPortal(app: FastifyInstance): Promise<void> {
  const { handler } = (await import(join(portal, 'build', 'handler.js'))) as { handler: Handler }; // made by adapter-node
  app.setNotFoundHandler((request, reply) => {
    if (/^\/(api|stream)(\/|\?|$)/.test(request.url) || !['GET', 'HEAD'].includes(request.method)) {
      return notFound(reply, request.url);
    }
    reply.hijack();
    for (const [name, value] of Object.entries(securityHeaders)) reply.raw.setHeader(name, value);
    handler(request.raw, reply.raw, () => {
      reply.raw.statusCode = 404;
      reply.raw.end();
    });
    return undefined;
  });
}

/** The pages bring their own Content-Security-Policy; these hold for each answer. */
const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
};

function notFound(
  reply: { status(code: number): { type(value: string): { send(body: unknown): unknown } } },
  url: string,
): unknown {
  const path = url.split('?', 1)[0] ?? url;
  const document = problemFrom(new AppError('NOT_FOUND', `there is nothing at ${path}`, { status: 404 }));
  return reply.status(404).type(problemContentType).send(document);
}
