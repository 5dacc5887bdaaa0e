/**
 * The disk of a node fills up. Telemetry stops first, and says so, while business writes go on in the space that is
 * kept for them; on a disk without a byte left they are refused in a sentence. Nothing that was accepted is lost or
 * doubled, and all goes on by itself once there is space.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '@fastisp/core/testing/wait-for';
import { type FlowLoad, startFlowLoad } from '@fastisp/lab/load/flow-load';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceWrites } from './testing/device-writes.ts';
import { postmasterPid } from './testing/node-parts.ts';
import { RunningNode } from './testing/running-node.ts';
import { readStored } from './testing/stored-telemetry.ts';

const MiB = 1024 * 1024;
/** Of it, a twentieth is kept free for PostgreSQL. */
const diskBytes = 600 * MiB;
const leftToPostgresBytes = 20 * MiB;
const flowsPerS = 2_000;
const storedFlows = ['stream_sink_rows_total', { table: 'flows' }] as const;
const whatToDo = /free some space/;

async function mountDisk(): Promise<string | null> {
  const folder = await mkdtemp(join(tmpdir(), 'fastisp-disk-'));
  const options = `size=${diskBytes},mode=755`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder]).status === 0) return folder;
  await rm(folder, { recursive: true });
  return null;
}
const disk = await mountDisk();
const noDisk = disk === null ? ' (skipped: only root can mount a tmpfs)' : '';

interface Status {
  readonly stores: {
    readonly columnStore: { readonly ok: boolean; readonly problem: { code: string; message: string } | null };
  };
}

describe.skipIf(disk === null)(`a node whose disk is full${noDisk}`, { timeout: 60_000 }, () => {
  const folder = disk ?? '';
  const home = join(folder, 'home');
  let node: RunningNode;
  let load: FlowLoad;
  let writes: DeviceWrites;

  beforeAll(async () => {
    node = await RunningNode.create({ LOG_LEVEL: 'warn', FASTISP_HOME: home });
    await node.start();
    writes = new DeviceWrites(node);
    load = await startFlowLoad({ address: '127.0.0.1', port: node.netflowPort, flowsPerS, durationS: 300 });
    await waitFor('flows are stored', async () => (await node.metric(...storedFlows)) > 0);
  }, 120_000);
  afterAll(async () => {
    load?.stop();
    await node?.remove();
    spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const filler = join(folder, 'filler');

  async function fillBut(leftBytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(folder);
    await writeFile(filler, Buffer.alloc(bavail * bsize - leftBytes));
  }

  /** To the last byte, as often as something gives one back. */
  const fillUp = (): void => {
    spawnSync('dd', ['if=/dev/zero', `of=${filler}`, 'bs=4k', 'oflag=append', 'conv=notrunc']);
  };

  const problemOf = async () => (await node.api<Status>('GET', '/status')).stores.columnStore.problem;

  async function telemetryWaits(): Promise<void> {
    const reason = await waitFor('readiness says why', () => node.notReadyBecause('sink'));
    expect(reason).toMatch(/^telemetry waits on the bus since .*: column store: the disk is full/);
    expect(reason).toMatch(whatToDo);
    expect(await problemOf()).toMatchObject({
      code: 'COLUMN_STORE_DISK_FULL',
      message: expect.stringMatching(whatToDo),
    });
    expect(node.stderr).toMatch(/insert failed, will be repeated/);
    expect(node.stderr).toMatch(whatToDo);
  }

  async function goesOn(): Promise<void> {
    await rm(filler, { force: true });
    const before = writes.acknowledged;
    await node.ready(20_000);
    await waitFor('writes are acknowledged', () => writes.acknowledged > before + 3);
    expect(await problemOf()).toBeNull();
  }

  it('stops telemetry first, and business goes on', async () => {
    await fillBut(leftToPostgresBytes);
    await telemetryWaits();
    const before = writes.acknowledged;
    await waitFor('writes are acknowledged', () => writes.acknowledged > before + 10);
    expect(await node.notReadyBecause('sink')).toMatch(whatToDo);
    await goesOn();
  });

  it('refuses writes in a sentence when nothing is left', async () => {
    const refused = await waitFor('a write is refused', async () => {
      fillUp();
      return writes.refusals.find((text) => text.includes('DATABASE_DISK_FULL'));
    });
    expect(refused).toContain(': 503 ');
    expect(refused).toMatch(whatToDo);
    await telemetryWaits();
    await goesOn();
  });

  it('says why PostgreSQL, killed on a full disk, stays away, and has it back', async () => {
    await waitFor('the disk is full', async () => {
      fillUp();
      return (await statfs(folder)).bavail === 0;
    });
    process.kill(postmasterPid(home), 'SIGKILL');
    const reason = await waitFor('readiness says why', async () => {
      fillUp();
      const why = await node.notReadyBecause('postgres');
      return why?.includes('no space left') === true ? why : null;
    });
    expect(reason).toMatch(whatToDo);
    await expect(node.api('GET', '/status')).rejects.toThrow(whatToDo);
    expect(node.stderr).toMatch(/postgres did not start again/);
    await goesOn();
  });

  it('has lost and doubled nothing', async () => {
    load.stop();
    const sent = await load.done;
    await writes.stop();
    expect(await writes.differences(() => true)).toEqual([]);
    const received = await waitFor('all packets are counted', async () => {
      const drops = await node.metric('collector_flow_kernel_drops_total');
      const packets = await node.metric('collector_flow_packets_total');
      return packets + drops === sent.packets && node.metric('collector_flow_records_total');
    });
    await waitFor('all flows are stored', async () => (await node.metric(...storedFlows)) === received);
    expect(await node.stop()).toBe(0);
    await readStored(home, async (telemetry) => {
      expect(await telemetry.copies()).toEqual({ flows: 0, interface_samples: 0, device_samples: 0 });
      const { raw, differing } = await telemetry.rollups();
      expect(differing).toEqual([]);
      expect(raw.flows).toBe(received);
    });
  });
});
