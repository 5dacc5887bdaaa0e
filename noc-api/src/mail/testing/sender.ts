/** The mail sender in a process of its own, to be killed: `ACCESS` (JSON), `SMTP_URL`, `SECRET_KEY`. */
import { systemClock } from '@fastisp/core/clock';
import { createLog } from '@fastisp/core/log/log';
import { Metrics } from '@fastisp/core/metrics/registry';
import type { DatabaseAccess } from '@fastisp/core/pg/database-access';
import { createRelationalStore } from '@fastisp/core/pg/relational-store';
import { createSecretBox } from '@fastisp/core/secret/secret-box';
import { nocApiMigrations } from '#migrations.ts';
import { createMailSender } from '../run.ts';

const log = createLog({ service: 'mail-sender', level: 'warn' });
const metrics = new Metrics();
const access = JSON.parse(process.env['ACCESS'] ?? '') as DatabaseAccess; // the test wrote it
const relational = createRelationalStore({ access, modules: [nocApiMigrations] }, { log, metrics });
const sender = createMailSender(
  {
    smtpUrl: process.env['SMTP_URL'] ?? '',
    from: 'FastISP <noc@example.net>',
    publicUrl: 'https://noc.example.net',
  },
  { relational, secretBox: createSecretBox(process.env['SECRET_KEY'] ?? ''), clock: systemClock, log, metrics },
);
await relational.start();
await sender.start();
