/**
 * The Kafka brokers that stack tests use: `TEST_KAFKA_BROKERS`, set by `npm run test:stack`, which starts a real
 * broker. Without it the tests skip and say so; under `CI=true` that is a failure.
 */
export function testKafkaBrokers(): { readonly address: string; readonly missing: string | null } {
  const address = process.env['TEST_KAFKA_BROKERS'];
  if (address !== undefined) return { address, missing: null };
  if (process.env['CI'] === 'true') throw new Error('TEST_KAFKA_BROKERS is not set: run npm run test:stack');
  return { address: '', missing: ' (skipped: no broker; npm run test:stack starts one)' };
}
