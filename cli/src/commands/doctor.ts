/** `doctor`: looks at everything an installation needs, in the order in which it fails, and says what to do. */
import { isAppError } from '@fastisp/core/errors/app-error';
import { readEnv } from '@fastisp/core/config/env-schema';
import { findRunningPostgres } from '@fastisp/core/pg/embedded/running-server';
import type { RelationalStore } from '@fastisp/core/pg/port';
import { countByKey } from '@fastisp/noc-api/vault/rotate';
import { singleNodeEnv, type SingleNodeConfig } from '@fastisp/single-node/config';
import { sql } from 'kysely';
import { localAddress } from '../address.ts';
import { readCliConfig } from '../config.ts';
import { withDatabase } from '../database.ts';
import {
  type Finding,
  judgeClock,
  judgeDisk,
  judgeKeyFile,
  judgeKeys,
  judgePostgres,
  judgeZones,
  zoneProbes,
} from '../doctor/decide.ts';
import * as measure from '../doctor/measure.ts';
import type { CheckName, DoctorWords } from '../doctor/words.ts';
import { keysOf } from '../keys.ts';
import type { SaidError } from '../words/problems-es.ts';
import { type ExitCode, exitCodes, type RunCommand, type Terminal } from '../run.ts';

export const doctor: RunCommand = async (terminal, options) => {
  const words = terminal.words.doctor;
  const asJson = options['json'] === true;
  const config = configOf(terminal, words);
  if ('check' in config) return report(terminal, [config], asJson);
  const findings: Finding[] = [{ check: 'config', level: 'fine', text: words.configValid }];
  findings.push(await homeFinding(config, words), judgeDisk(await measure.diskOf(config.FASTISP_HOME), words));
  const node = await measure.nodeState(localAddress(config));
  findings.push(...(await databaseFindings(terminal, config)));
  findings.push(await columnStoreFinding(config, words), nodeFinding(config, node, words));
  if (node.kind === 'nobody') findings.push(...(await portFindings(config, words)));
  return report(terminal, findings, asJson);
};

/** What is wrong with the variables, instead of their values. */
function configOf({ env }: Terminal, words: DoctorWords): SingleNodeConfig | Finding {
  try {
    return readEnv(singleNodeEnv, env);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { check: 'config', level: 'problem', text: words.configInvalid(error.message) };
  }
}

async function homeFinding({ FASTISP_HOME: path }: SingleNodeConfig, words: DoctorWords): Promise<Finding> {
  const state = await measure.folderState(path);
  const madeIn = state === 'absent' ? await measure.nearestFolder(path) : path;
  const { totalBytes } = await measure.diskOf(madeIn); // none: a file system of the kernel's own, such as /proc
  if (totalBytes === 0 || (await measure.folderState(madeIn)) === 'closed') {
    return { check: 'home', level: 'problem', text: words.homeClosed(madeIn) };
  }
  return { check: 'home', level: 'fine', text: state === 'fine' ? words.homeFine(path) : words.homeAbsent(path) };
}

/** The database, and what only it can say of clock, time zones and keys. */
async function databaseFindings(terminal: Terminal, config: SingleNodeConfig): Promise<Finding[]> {
  const words = terminal.words.doctor;
  const alone = async () => [await clockFinding(null, words), ...zoneFindings(null, words)];
  try {
    const isStopped = config.DATABASE_URL === undefined && (await findRunningPostgres(config.FASTISP_HOME)) === null;
    // A node that is stopped is not started only to be looked at.
    if (isStopped) {
      const stopped: Finding = { check: 'database', level: 'fine', text: words.databaseStopped };
      return [...(await alone()), stopped, ...(await keysFindings(terminal, null))];
    }
    return await withDatabase(readCliConfig(terminal.env), async (relational) => {
      const { rows } = await sql<{ version: string; nowMs: number }>`
        select current_setting('server_version') as version,
          (extract(epoch from clock_timestamp()) * 1000)::float8 as "nowMs"`.execute(relational.db);
      const [row] = rows;
      if (row === undefined) throw new Error('a select without from has one row');
      return [
        await clockFinding(row.nowMs, words),
        ...zoneFindings(await databaseOffsets(relational), words),
        judgePostgres(row.version, words),
        ...(await keysFindings(terminal, relational)),
      ];
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [...(await alone()), failed('database', error, words)];
  }
}

async function clockFinding(databaseMs: number | null, words: DoctorWords): Promise<Finding> {
  const nowMs = Date.now();
  const programMs = await measure.programMadeMs();
  return judgeClock({ nowMs, programMs, databaseMs, synchronized: await measure.clockIsSynchronized() }, words);
}

function zoneFindings(databaseOffsetsMin: readonly number[] | null, words: DoctorWords): Finding[] {
  const sources = [{ who: 'Node.js', offsetsMin: measure.nodeOffsetsMin() }];
  const all =
    databaseOffsetsMin === null ? sources : [...sources, { who: 'PostgreSQL', offsetsMin: [...databaseOffsetsMin] }];
  return judgeZones(all, process.versions['tz'] ?? '?', words);
}

async function databaseOffsets(relational: RelationalStore): Promise<number[]> {
  const { rows } = await sql<{ offsetMin: number }>`
    select (extract(epoch from (at at time zone zone) - (at at time zone 'UTC')) / 60)::float8 as "offsetMin"
    from unnest(${zoneProbes.map(({ zone }) => zone)}::text[], ${zoneProbes.map(({ at }) => at)}::timestamptz[])
      with ordinality as probe (zone, at, position)
    order by position`.execute(relational.db);
  return rows.map(({ offsetMin }) => offsetMin);
}

/** @param relational null while the database is stopped: then the keys are looked at, and nothing is counted. */
async function keysFindings(terminal: Terminal, relational: RelationalStore | null): Promise<Finding[]> {
  const words = terminal.words.doctor;
  try {
    const found = await keysOf(readCliConfig(terminal.env));
    if (found === null) {
      return [{ check: 'keys', level: relational === null ? 'fine' : 'warning', text: words.keysAbsent }];
    }
    const current = found.keys.current().id;
    const open = found.file === null ? null : judgeKeyFile(await measure.fileMode(found.file), found.file, words);
    const findings = open === null ? [] : [open];
    if (relational === null) return [...findings, { check: 'keys', level: 'fine', text: words.keysReady(current) }];
    const uses = (await countByKey(relational)).map(({ prefix, values }) => ({
      id: prefix.split('.')[1] ?? '',
      values,
    }));
    const known = found.keys.all().map(({ id }) => id);
    return [...findings, judgeKeys({ current, known, uses }, words)];
  } catch (error) {
    if (!isAppError(error)) throw error;
    return [failed('keys', error, words)];
  }
}

async function columnStoreFinding({ CLICKHOUSE_URL: url }: SingleNodeConfig, words: DoctorWords): Promise<Finding> {
  if (url === undefined) return { check: 'columnStore', level: 'fine', text: words.columnStoreEmbedded };
  const where = new URL(url).origin;
  const reason = await measure.columnStoreProblem(url);
  if (reason === null) return { check: 'columnStore', level: 'fine', text: words.columnStoreFine(where) };
  return { check: 'columnStore', level: 'problem', text: words.columnStoreAway(where, reason) };
}

function nodeFinding(config: SingleNodeConfig, node: measure.NodeState, words: DoctorWords): Finding {
  const url = localAddress(config);
  switch (node.kind) {
    case 'ready':
      return { check: 'node', level: 'fine', text: words.nodeReady(url) };
    case 'not ready':
      return { check: 'node', level: 'problem', text: words.nodeNotReady(indented(node.reasons.join('\n'))) };
    case 'stranger':
      return { check: 'node', level: 'problem', text: words.nodeStranger(url) };
    case 'nobody':
      return { check: 'node', level: 'warning', text: words.nodeStopped(url) };
  }
}

/** Of a node that does not run: a port that it will need and cannot have. */
async function portFindings(config: SingleNodeConfig, words: DoctorWords): Promise<Finding[]> {
  const wanted = [
    { variable: 'PORT', protocol: 'tcp', host: config.HOST, port: config.PORT },
    { variable: 'FLOW_NETFLOW_PORT', protocol: 'udp', host: '', port: config.FLOW_NETFLOW_PORT },
    { variable: 'FLOW_IPFIX_PORT', protocol: 'udp', host: '', port: config.FLOW_IPFIX_PORT },
  ] as const;
  const ports = wanted.filter(({ port }) => port !== 0);
  const named = ({ protocol, port }: measure.Port) => `${protocol.toUpperCase()} ${port}`;
  const findings: Finding[] = [];
  for (const port of ports) {
    const state = await measure.portState(port);
    if (state === 'free') continue;
    const say = state === 'taken' ? words.portTaken : words.portForbidden;
    findings.push({ check: 'ports', level: 'problem', text: say(named(port), port.variable) });
  }
  if (findings.length > 0) return findings;
  return [{ check: 'ports', level: 'fine', text: words.portsFine(ports.map(named).join(', ')) }];
}

const failed = (check: CheckName, error: SaidError, words: DoctorWords): Finding => ({
  check,
  level: 'problem',
  text: words.failed(error),
});

const marks = { fine: '✔', warning: '!', problem: '✘' } as const;
const line = ({ check, level, text }: Finding, words: DoctorWords): string =>
  `${marks[level]} ${words.names[check]}: ${text}`;
const indented = (text: string): string => text.replaceAll(/^/gm, '    ');

function report({ say, words: { doctor: words } }: Terminal, findings: readonly Finding[], asJson: boolean): ExitCode {
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (asJson) say(JSON.stringify({ ok: problems === 0, problems, warnings, findings }));
  else {
    for (const finding of findings) say(line(finding, words));
    say(problems + warnings === 0 ? words.fine : words.problems(problems, warnings));
  }
  return problems === 0 ? exitCodes.fine : exitCodes.problem;
}
