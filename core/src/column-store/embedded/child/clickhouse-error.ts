/** Errors as ClickHouse's HTTP interface shows them: a code, its text, a status. */
import { LaneFullError } from './lane.ts';

/** Codes that this process raises itself. Source: ClickHouse `src/Common/ErrorCodes.cpp`. */
export const clickHouseCodes = {
  unknownTable: 60,
  syntaxError: 62,
  timeoutExceeded: 159,
  readonly: 164,
  tooManySimultaneousQueries: 202,
  unknownFormat: 73,
  badArguments: 36,
  supportIsDisabled: 344,
  notEnoughSpace: 243,
  cannotWriteToFile: 75,
  tooManyBytes: 307,
  authenticationFailed: 516,
  queryWasCancelled: 394,
  unknownException: 1002,
} as const;

export class ClickHouseError extends Error {
  readonly clickHouseCode: number;

  /** `message` as the engine writes it, with its `Code: NN.`, or a plain sentence that gets one. */
  constructor(code: number, message: string) {
    super(message.startsWith('Code:') ? message : `Code: ${code}. DB::Exception: ${message}`);
    this.name = 'ClickHouseError';
    this.clickHouseCode = code;
  }
}

/** Any failure of a request as ClickHouse would show it. */
export function toClickHouseError(error: unknown): ClickHouseError {
  if (error instanceof ClickHouseError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const code = /^Code:\s*(\d+)\b/.exec(message)?.[1];
  if (code !== undefined) return new ClickHouseError(Number(code), message);
  if (error instanceof LaneFullError) return new ClickHouseError(clickHouseCodes.tooManySimultaneousQueries, message);
  const system = (error as NodeJS.ErrnoException).code;
  if (system === 'ENOSPC' || system === 'EDQUOT') {
    return new ClickHouseError(clickHouseCodes.notEnoughSpace, `No space left on device. (NOT_ENOUGH_SPACE)`);
  }
  if (system === 'EROFS' || system === 'EACCES') {
    return new ClickHouseError(clickHouseCodes.readonly, `The folder of the spool cannot be written. (READONLY)`);
  }
  return new ClickHouseError(clickHouseCodes.unknownException, message);
}

/** Source: ClickHouse `exceptionCodeToHTTPStatus`. */
const statuses: Readonly<Record<number, number>> = {
  36: 400,
  43: 400,
  47: 404,
  46: 404,
  53: 400,
  60: 404,
  62: 400,
  73: 400,
  81: 404,
  159: 408,
  164: 403,
  202: 503,
  243: 507,
  307: 413,
  344: 501,
  457: 400,
  516: 403,
};

export const statusOf = (error: ClickHouseError): number => statuses[error.clickHouseCode] ?? 500;
