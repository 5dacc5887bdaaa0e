/**
 * Templates and samplers of all exporters in a file, so that the first data packet after a restart decodes
 * (exporters repeat their templates only every few minutes).
 *
 * The file is written whole to a temporary name and renamed, so that a crash leaves the old one or the new one.
 */
import type { Log } from '@fastisp/core/log/log';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Static, Type } from 'typebox';
import { Compile } from 'typebox/compile';
import type { FlowVersion, TemplateChange } from './decode/exporters.ts';
import { templateFieldsMax, templateFileBytesMax } from './limits.ts';
import type { CachedTemplate, DomainFacts, LearntState } from './receive/protocol.ts';

const uint32 = Type.Integer({ minimum: 0, maximum: 4_294_967_295 });
const uint16 = Type.Integer({ minimum: 0, maximum: 65_535 });

const cacheFile = Compile(
  Type.Object({
    v: Type.Literal(1),
    domains: Type.Array(
      Type.Object({
        address: Type.String({ maxLength: 64 }),
        version: Type.Union([Type.Literal(5), Type.Literal(9), Type.Literal(10)]),
        domain: uint32,
        samplers: Type.Array(Type.Tuple([Type.Integer({ minimum: 0 }), uint32])),
        systemInitMs: Type.Union([Type.Number(), Type.Null()]),
        templates: Type.Array(
          Type.Object({
            id: uint16,
            /** −1 for templates of flows. */
            scope: Type.Integer({ minimum: -1, maximum: 65_535 }),
            /** [element, private enterprise number or −1, bytes]. */
            fields: Type.Array(Type.Tuple([uint16, Type.Integer({ minimum: -1 }), uint16]), {
              minItems: 1,
              maxItems: templateFieldsMax,
            }),
          }),
        ),
      }),
    ),
  }),
);
type CacheFile = Static<ReturnType<(typeof cacheFile)['Type']>>;

interface StoredDomain {
  readonly address: string;
  readonly version: FlowVersion;
  readonly domain: number;
  samplers: DomainFacts['samplers'];
  systemInitMs: number | null;
  readonly templates: Map<number, CachedTemplate['layout']>;
}

export class TemplateStore {
  /** Why the file could not be used at the start, for the metric. */
  damagedFiles = 0;
  private readonly path: string;
  private readonly log: Log;
  private readonly domains = new Map<string, StoredDomain>();
  private dirty = false;
  private writing: Promise<void> = Promise.resolve();

  constructor(path: string, log: Log) {
    this.path = path;
    this.log = log;
  }

  /** A file that is absent is no news; one that cannot be read is counted and left to be overwritten. */
  async load(): Promise<void> {
    try {
      const { size } = await stat(this.path);
      if (size > templateFileBytesMax) throw new Error(`${size} bytes are more than a cache ever has`);
      const parsed: unknown = JSON.parse(await readFile(this.path, 'utf8'));
      if (!cacheFile.Check(parsed)) throw new Error('not a template cache of this version');
      this.fill(parsed as CacheFile); // Check is the proof
    } catch (err) {
      if ((err as NodeJS.ErrnoException).code === 'ENOENT') return; // errors of fs have a code, others lack it
      this.damagedFiles += 1;
      this.log.warn({ err, path: this.path }, 'flow template cache is damaged, starting without it');
    }
  }

  /** @returns whether the others have to hear of it. */
  applyTemplate(change: TemplateChange): boolean {
    const { address, version, domain, id, layout } = change;
    if (layout === null) {
      const stored = this.domains.get(keyOf(change));
      if (stored?.templates.delete(id) !== true) return false;
      if (stored.templates.size === 0) this.domains.delete(keyOf(change));
    } else this.domainOf({ address, version, domain }).templates.set(id, layout);
    this.dirty = true;
    return layout !== null;
  }

  /** Of a domain without templates (forgotten meanwhile) nothing is kept, so that the file cannot grow without them. */
  applyFacts(facts: DomainFacts): void {
    const stored = this.domains.get(keyOf(facts));
    if (stored === undefined) return;
    stored.samplers = facts.samplers;
    stored.systemInitMs = facts.systemInitMs;
    this.dirty = true;
  }

  /** Everything, for a worker that starts. */
  learnt(): LearntState {
    const domains = [...this.domains.values()];
    return {
      templates: domains.flatMap(({ address, version, domain, templates }) =>
        [...templates.values()].map((layout) => ({ address, version, domain, layout })),
      ),
      facts: domains.map(({ address, version, domain, samplers, systemInitMs }) => ({
        address,
        version,
        domain,
        samplers,
        systemInitMs,
      })),
    };
  }

  /** Writes the file when something changed. Calls wait for one another; a failed write is tried again next time. */
  save(): Promise<void> {
    this.writing = this.writing.then(async () => {
      if (!this.dirty) return;
      this.dirty = false;
      try {
        await this.write();
      } catch (err) {
        this.dirty = true;
        this.log.warn({ err, path: this.path }, 'flow template cache not written');
      }
    });
    return this.writing;
  }

  private async write(): Promise<void> {
    await mkdir(dirname(this.path), { recursive: true });
    const temporary = `${this.path}.new`;
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(JSON.stringify(this.content()));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path);
  }

  private content(): CacheFile {
    return {
      v: 1,
      domains: [...this.domains.values()].map(({ address, version, domain, samplers, systemInitMs, templates }) => ({
        address,
        version,
        domain,
        samplers: samplers.map(([id, rate]): [number, number] => [id, rate]),
        systemInitMs,
        templates: [...templates.values()].map(({ id, scopeFields, fields }) => ({
          id,
          scope: scopeFields,
          fields: fields.map(({ id: element, pen, width }): [number, number, number] => [element, pen, width]),
        })),
      })),
    };
  }

  private fill(content: CacheFile): void {
    for (const { address, version, domain, samplers, systemInitMs, templates } of content.domains) {
      const stored = this.domainOf({ address, version, domain });
      stored.samplers = samplers;
      stored.systemInitMs = systemInitMs;
      for (const { id, scope, fields } of templates) {
        const layout = {
          id,
          scopeFields: scope,
          fields: fields.map(([element, pen, width]) => ({ id: element, pen, width })),
        };
        stored.templates.set(id, layout);
      }
    }
  }

  private domainOf(of: Pick<StoredDomain, 'address' | 'version' | 'domain'>): StoredDomain {
    const known = this.domains.get(keyOf(of));
    if (known !== undefined) return known;
    const { address, version, domain } = of;
    const created = { address, version, domain, samplers: [], systemInitMs: null, templates: new Map() };
    this.domains.set(keyOf(of), created);
    return created;
  }
}

const keyOf = ({ address, version, domain }: Pick<StoredDomain, 'address' | 'version' | 'domain'>): string =>
  `${address} ${version} ${domain}`;
