/** What a bulk upsert of devices does beyond that of other objects: limits, moves, and what collectors are told. */
import type { ObjectExtension } from '#objects/extension.ts';
import type { StoredDevice } from './device-rows.ts';
import { refuseMoveWithServices } from './device-services.ts';
import { refuseTooMany } from './device-writes.ts';
import { tellCollectors } from './publish.ts';

export const deviceExtension: ObjectExtension = {
  async beforeWrite(tx, items) {
    const added = items.filter((item) => item.before === null).length;
    if (added > 0) await refuseTooMany(tx, added);
    await refuseMoveWithServices(
      tx,
      items.flatMap(({ id, before, values }) =>
        before === null
          ? []
          : [{ deviceId: id, siteBefore: siteOf(before['site_id']), siteAfter: siteOf(values['siteId']) }],
      ),
    );
  },
  afterWrite: (tx, rows, nowMs) => tellCollectors(tx, rows as unknown as readonly StoredDevice[], nowMs), // whole rows of `devices`
};

const siteOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
