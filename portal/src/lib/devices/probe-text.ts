/** Why a connection test failed and what to do about it. */
import type { ProbeResult } from '#lib/api/client.ts';
import { fmt } from '#lib/i18n.ts';
import { m } from '#lib/paraglide/messages.js';

type Failure = Extract<ProbeResult, { ok: false }>;

/** As the API's own limit, for answers that do not say how long they waited. */
const timeoutMsUsual = 4_000;

export function probeFailureText(failure: Failure, asked: { address: string; port: number }): string {
  const seconds = fmt.integer(Number(failure.params['timeoutMs'] ?? timeoutMsUsual) / 1_000);
  const { address } = asked;
  const port = String(asked.port);
  const texts: Record<Failure['code'], () => string> = {
    no_such_host: () => m.probe_no_such_host({ address }),
    no_reply: () => m.probe_no_reply({ seconds, port }),
    unreachable: () => m.probe_unreachable({ address }),
    refused: () => m.probe_refused({ port }),
    auth: () => m.probe_auth(),
    protocol_error: () => m.probe_protocol_error({ port }),
  };
  return texts[failure.code]();
}
