import { describe, expect, it } from 'vitest';
import { backoffMs, judgeWrite, retryAfterMsMax, type WriteVerdict } from './decide.ts';

const nowMs = Date.parse('2026-01-01T00:00:00Z');
const judge = (status: number, message = '', retryAfter: string | null = null): WriteVerdict =>
  judgeWrite({ type: 'answered', status, message, retryAfter }, nowMs);

describe('an answer', () => {
  it.each([
    [204, '', { type: 'accepted' }],
    [200, '<html>sign in</html>', { type: 'retry', kind: 'unexpected_answer', waitMs: null }],
    [302, '', { type: 'retry', kind: 'unexpected_answer', waitMs: null }],
    [401, '', { type: 'retry', kind: 'unauthorized', waitMs: null }],
    [403, '', { type: 'retry', kind: 'forbidden', waitMs: null }],
    [404, 'bucket "x" not found', { type: 'retry', kind: 'bucket_not_found', waitMs: null }],
    [413, '', { type: 'too_large' }],
    [500, 'engine: cache maximum memory size exceeded', { type: 'retry', kind: 'server_error', waitMs: null }],
    [
      422,
      '{"code":"unprocessable entity","message":"failure writing points to database: partial write: field type conflict: input field \\"up\\" on measurement \\"device_health\\" is type integer, already exists as type float dropped=12"}',
      { type: 'accepted_partly', dropped: 12, reason: 'field_type_conflict' },
    ],
    [
      422,
      'partial write: points beyond retention policy dropped=3',
      { type: 'accepted_partly', dropped: 3, reason: 'beyond_retention' },
    ],
    [
      400,
      '{"error":"partial write of line protocol occurred","data":[{"error_message":"invalid column type","line_number":1},{"error_message":"invalid column type","line_number":9}]}',
      { type: 'accepted_partly', dropped: 2, reason: 'field_type_conflict' },
    ],
    [400, "unable to parse 'x': missing fields", { type: 'refused', reason: 'malformed' }],
    [400, '', { type: 'refused', reason: 'other' }],
  ] as const)('%i %s', (status, message, verdict) => {
    expect(judge(status, message)).toEqual(verdict);
  });

  it.each([
    ['7', 7_000],
    ['Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
    ['Thu, 01 Jan 2026 00:00:00 GMT', 0],
    ['Wed, 31 Dec 2025 00:00:00 GMT', 0],
    ['86400', retryAfterMsMax],
    ['soon', null],
    ['', null],
  ])('with Retry-After %j asks to wait %s ms', (header, waitMs) => {
    expect(judge(429, '', header)).toEqual({ type: 'retry', kind: 'overloaded', waitMs });
    expect(judge(503, '', header)).toEqual({ type: 'retry', kind: 'overloaded', waitMs });
  });
});

it('pauses double up to ten seconds', () => {
  expect([1, 2, 3, 5, 6, 100].map(backoffMs)).toEqual([500, 1_000, 2_000, 8_000, 10_000, 10_000]);
});
