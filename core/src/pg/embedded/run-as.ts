/**
 * Which user the server runs as. PostgreSQL refuses root, so root hands over to a system user of its own
 * (or to the owner of an existing data directory); anyone else runs it as themselves.
 *
 * `setpriv` (util-linux) also asks the kernel to send SIGINT, a fast shutdown, when this process dies in
 * any way. Where it is missing the server outlives a killed parent and the next start stops it.
 */
import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Log } from '../../log/log.ts';
import { postgresErrors } from '../errors.ts';

const run = promisify(execFile);

/** Made with `useradd --system`; not `postgres`, which belongs to the distribution's own server. */
const serverUser = 'fastisp-postgres';
const nologinShell = '/usr/sbin/nologin';

export interface RunAs {
  readonly uid: number;
  readonly gid: number;
  /** Name or number, for messages. */
  readonly user: string;
  /** Whether files must be given to `uid` by chown. */
  readonly handsOver: boolean;
  /** Program and arguments that go before a server program. */
  readonly prefix: readonly string[];
}

/**
 * @param dataOwner owner of an existing data directory, or null before it is made.
 * @throws AppError `POSTGRES_NO_SERVER_USER`, `POSTGRES_DATA_FOREIGN_OWNER`.
 */
export async function chooseRunAs(options: {
  dataDirectory: string;
  dataOwner: { uid: number; gid: number } | null;
  log: Log;
}): Promise<RunAs> {
  const { dataOwner, log } = options;
  const setpriv = await hasSetpriv();
  if (!setpriv) log.warn('setpriv (util-linux) is missing: postgres will outlive this process if it is killed');
  const mine = { uid: process.geteuid?.() ?? -1, gid: process.getegid?.() ?? -1 }; // absent on Windows only
  if (mine.uid !== 0) {
    if (dataOwner !== null && dataOwner.uid !== mine.uid) {
      throw postgresErrors.foreignOwner(options.dataDirectory, await userName(dataOwner.uid));
    }
    const prefix = setpriv ? ['setpriv', '--pdeathsig', 'INT', '--'] : [];
    return { ...mine, user: await userName(mine.uid), handsOver: false, prefix };
  }
  const user = dataOwner !== null && dataOwner.uid !== 0 ? await userName(dataOwner.uid) : serverUser;
  const ids = dataOwner !== null && dataOwner.uid !== 0 ? dataOwner : await ensureServerUser();
  if (!setpriv) throw postgresErrors.noServerUser(user, new Error('setpriv (package util-linux) is missing'));
  return { ...ids, user, handsOver: true, prefix: handOverPrefix(ids) };
}

const handOverPrefix = (ids: { uid: number; gid: number }, capability?: string): readonly string[] => [
  ...['setpriv', '--reuid', String(ids.uid), '--regid', String(ids.gid), '--clear-groups', '--no-new-privs'],
  ...(capability === undefined
    ? ['--inh-caps', '-all']
    : ['--inh-caps', `-all,+${capability}`, '--ambient-caps', `-all,+${capability}`]),
  ...['--pdeathsig', 'INT', '--'],
];

/**
 * Makes sure that the server's user can reach its program and its folder. Root's checkouts often lie under
 * a closed folder (`/root`, `mktemp -d`): first FASTISP_HOME, which is ours, is opened for passing through
 * (its files keep their own modes); then the server gets the one capability that lets it pass closed
 * folders (`dac_read_search`), never the one that lets it write to them.
 * @throws AppError `POSTGRES_PATH_CLOSED` where neither works.
 */
export async function openPathsFor(
  runAs: RunAs,
  paths: { program: string; folder: string; home: string },
  log: Log,
): Promise<RunAs> {
  if (!runAs.handsOver) return runAs;
  if (await canReach(runAs.prefix, paths)) return runAs;
  const { mode } = await stat(paths.home);
  await chmod(paths.home, (mode & 0o777) | 0o011);
  if (await canReach(runAs.prefix, paths)) return runAs;
  await chmod(paths.home, mode & 0o777);
  const prefix = handOverPrefix(runAs, 'dac_read_search');
  if (await canReach(prefix, paths)) {
    log.info({ user: runAs.user, folder: paths.folder }, 'postgres passes closed folders by a capability');
    return { ...runAs, prefix };
  }
  throw postgresErrors.cannotReach(
    runAs.user,
    (await canReach(runAs.prefix, { ...paths, folder: '/' })) ? paths.folder : paths.program,
    null,
  );
}

async function canReach(prefix: readonly string[], paths: { program: string; folder: string }): Promise<boolean> {
  const [program = '', ...args] = prefix;
  const test = ['/bin/sh', '-c', 'test -x "$1" && cd "$2"', 'sh', paths.program, paths.folder];
  return run(program, [...args, ...test], { cwd: '/' }).then(
    () => true,
    () => false,
  );
}

async function ensureServerUser(): Promise<{ uid: number; gid: number }> {
  const found = await idsOf(serverUser);
  if (found !== null) return found;
  try {
    const home = ['--no-create-home', '--home-dir', '/nonexistent', '--shell', nologinShell];
    await run('useradd', ['--system', '--user-group', ...home, serverUser]);
  } catch (cause) {
    const made = await idsOf(serverUser); // a process beside us may have been first
    if (made !== null) return made;
    throw postgresErrors.noServerUser(serverUser, cause);
  }
  const made = await idsOf(serverUser);
  if (made === null) throw postgresErrors.noServerUser(serverUser, new Error('useradd made no user'));
  return made;
}

async function idsOf(user: string): Promise<{ uid: number; gid: number } | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', user]), run('id', ['-g', user])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null; // no such user
  }
}

const userName = (uid: number): Promise<string> =>
  run('id', ['-un', String(uid)]).then(
    ({ stdout }) => stdout.trim(),
    () => String(uid),
  );

const hasSetpriv = (): Promise<boolean> =>
  run('setpriv', ['--version']).then(
    () => true,
    () => false,
  );
