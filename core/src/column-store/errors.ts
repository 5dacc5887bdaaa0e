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

/** ClickHouse codes with something of their own to say. Source: ClickHouse `ErrorCodes.cpp`. */
function specialCase(
  clickHouseCode: number,
  message: string,
): { code: string; status: number; sentence: string } | null {
  switch (clickHouseCode) {
    case 159:
      return { code: 'COLUMN_STORE_TIME_LIMIT', status: 504, sentence: 'the query reached its time limit' };
    case 241:
      return {
        code: 'COLUMN_STORE_MEMORY_LIMIT',
        status: 503,
        sentence: 'the query needs more memory than it may use',
      };
    case 202:
      return { code: 'COLUMN_STORE_BUSY', status: 503, sentence: 'too many queries are waiting already' };
    case 192:
    case 193:
    case 194:
    case 516:
      return {
        code: 'COLUMN_STORE_LOGIN_REFUSED',
        status: 500,
        sentence: 'user or password was refused: check CLICKHOUSE_URL',
      };
    default:
      return /No space left on device|errno: 28\b|\(NOT_ENOUGH_SPACE\)/.test(message)
        ? {
            code: 'COLUMN_STORE_DISK_FULL',
            status: 507,
            sentence: 'the disk is full: free some space or move FASTISP_HOME',
          }
        : null;
  }
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
      return new AppError(special.code, `column store: ${special.sentence} (${text})`, {
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
