/** Every failure of a column store as an `AppError` with a stable code. */
import { ClickHouseError } from '@clickhouse/client';
import { AppError } from '../errors/app-error.ts';

/** Connection lost or refused: the request may or may not have been carried out. */
const connectionCodes = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_SOCKET',
  'ERR_STREAM_PREMATURE_CLOSE',
  'HPE_INVALID_EOF_STATE',
]);

export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ClickHouseError || error instanceof AppError) return false;
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && connectionCodes.has(code)) return true;
  return /socket hang up|premature close|^aborted$|Timeout error/i.test(error.message);
}

/** What is wrong and what a person can do about it, without the engine's own words: for those who may not see them. */
const sentences: Readonly<Record<string, string>> = {
  COLUMN_STORE_TIME_LIMIT: 'the query reached its time limit',
  COLUMN_STORE_MEMORY_LIMIT: 'the query needs more memory than it may use',
  COLUMN_STORE_BUSY: 'too many queries are waiting already',
  COLUMN_STORE_LOGIN_REFUSED: 'user or password was refused: check CLICKHOUSE_URL',
  COLUMN_STORE_DISK_FULL:
    'the disk is full: free some space, keep less (RETENTION_…_DAYS), or move the data to a larger disk',
  COLUMN_STORE_READ_ONLY:
    'it takes no writes: make the server and its disk writable again, and let the user of CLICKHOUSE_URL write (readonly = 0, GRANT INSERT)',
  COLUMN_STORE_UNAVAILABLE: 'it does not answer: start ClickHouse, or check CLICKHOUSE_URL and the network to it',
};

/** ClickHouse codes with something of their own to say. Source: ClickHouse `ErrorCodes.cpp`. */
function specialCase(clickHouseCode: number, message: string): { code: string; status: number } | null {
  switch (clickHouseCode) {
    case 159:
      return { code: 'COLUMN_STORE_TIME_LIMIT', status: 504 };
    case 241:
      return { code: 'COLUMN_STORE_MEMORY_LIMIT', status: 503 };
    case 202:
      return { code: 'COLUMN_STORE_BUSY', status: 503 };
    case 192:
    case 193:
    case 194:
    case 516:
      return { code: 'COLUMN_STORE_LOGIN_REFUSED', status: 500 };
    case 164: // READONLY: the login or the server
    case 242: // TABLE_IS_READ_ONLY: a replica without its keeper
    case 497: // ACCESS_DENIED
      return { code: 'COLUMN_STORE_READ_ONLY', status: 503 };
    default:
      if (/No space left on device|errno: 28\b|\(NOT_ENOUGH_SPACE\)/.test(message)) {
        return { code: 'COLUMN_STORE_DISK_FULL', status: 507 };
      }
      return /Read-only file system|errno: 30\b/.test(message) ? { code: 'COLUMN_STORE_READ_ONLY', status: 503 } : null;
  }
}

/** The stable code of a store's failure and its sentence, which quotes nothing of the server. */
export function storeProblem(error: unknown): { readonly code: string; readonly message: string } {
  const { code } = toAppError(error);
  return { code, message: `column store: ${sentences[code] ?? 'it refuses; the log says why'}` };
}

/** At most this much of the engine's text goes into our message: it may quote a whole query. */
const textCharactersMax = 500;

/** @param error what `@clickhouse/client` threw; an `AppError` passes through. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (error instanceof ClickHouseError) {
    const clickhouseCode = Number(error.code);
    const text = error.message.slice(0, textCharactersMax);
    const params = { clickhouseCode, clickhouseType: error.type ?? null };
    const special = specialCase(clickhouseCode, `${error.message} (${error.type ?? ''})`);
    if (special !== null) {
      return new AppError(special.code, `column store: ${sentences[special.code]} (${text})`, {
        cause: error,
        status: special.status,
        params,
      });
    }
    return new AppError('COLUMN_STORE_QUERY_FAILED', `column store: ${text}`, { cause: error, params });
  }
  const text = error instanceof Error ? error.message : String(error);
  return new AppError('COLUMN_STORE_UNAVAILABLE', `the column store does not answer: ${text}`, {
    cause: error,
    status: 503,
  });
}
