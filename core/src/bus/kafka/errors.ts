import { AppError, isAppError } from '../../errors/app-error.ts';

/** Kafka's own code of an error, wherever in the chain of aggregated errors it is. */
export function kafkaErrorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { apiId, errors, cause } = error as { apiId?: unknown; errors?: unknown; cause?: unknown };
  if (typeof apiId === 'string') return apiId;
  if (Array.isArray(errors)) {
    for (const inner of errors) {
      const code = kafkaErrorCode(inner);
      if (code !== undefined) return code;
    }
  }
  return kafkaErrorCode(cause);
}

const deepestMessage = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError && error.errors.length > 0) return deepestMessage(error.errors.at(-1));
  return error.cause === undefined ? error.message : deepestMessage(error.cause);
};

/** The error as a sentence for an operator. */
export function kafkaError(error: unknown, brokers: string): AppError {
  if (isAppError(error)) return error;
  const code = kafkaErrorCode(error);
  const message = deepestMessage(error);
  if (code?.includes('AUTHENTICATION') === true || /SASL|authentication/i.test(message)) {
    return new AppError(
      'BUS_AUTHENTICATION_REFUSED',
      `the Kafka brokers at ${brokers} refuse our credentials: check KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_MECHANISM`,
      { cause: error, status: 503 },
    );
  }
  return new AppError('BUS_UNREACHABLE', `the Kafka brokers at ${brokers} do not answer (${message}): still trying`, {
    cause: error,
    status: 503,
  });
}
