/** JSON messages of the bus: encoded from a typed value, parsed and checked once where they come in. */
import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { PoisonRecordError } from '../bus/port.ts';

export interface MessageCodec<T> {
  encode(message: T): Uint8Array;
  /** @throws PoisonRecordError with the first problem's path, so that the record goes to the dead-letter topic. */
  decode(record: { readonly value: Uint8Array | null; readonly offset: bigint }): T;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export function messageCodec<S extends TSchema>(schema: S): MessageCodec<Static<S>> {
  const compiled = Compile(schema);
  return {
    encode: (message) => encoder.encode(JSON.stringify(message)),
    decode: ({ value, offset }) => {
      let message: unknown;
      try {
        message = JSON.parse(decoder.decode(value ?? new Uint8Array()));
      } catch (cause) {
        throw new PoisonRecordError(offset, 'not JSON', { cause });
      }
      if (compiled.Check(message)) return message as Static<S>; // Check is the proof
      const [problem] = compiled.Errors(message);
      const version = (message as { v?: unknown } | null)?.v;
      throw new PoisonRecordError(
        offset,
        `not this message (version ${String(version)}): ${problem?.instancePath ?? ''} ${problem?.message ?? ''}`,
      );
    },
  };
}
