/** Ways in which real agents are wrong, each of which has taken a poller down somewhere. */
export const misbehaviours = [
  'none',
  /** Answers come from another address than was asked, as from a router with several. */
  'other-address',
  /** Every answer arrives twice. */
  'duplicate',
  /** The answer's last third is missing. */
  'truncated',
  /** Bytes that are no SNMP at all. */
  'garbage',
  /** GETNEXT and GETBULK never reach the end: they go round the same objects. */
  'endless',
  /** Another request id than was asked. */
  'wrong-request-id',
] as const;
export type Misbehaviour = (typeof misbehaviours)[number];

/** The datagrams sent instead of a right answer. */
export function misbehave(kind: Misbehaviour, answer: Buffer): Buffer[] {
  switch (kind) {
    case 'none':
    case 'other-address':
    case 'endless':
      return [answer];
    case 'duplicate':
      return [answer, answer];
    case 'truncated':
      return [answer.subarray(0, Math.floor((answer.length * 2) / 3))];
    case 'garbage':
      return [Buffer.from(answer.map((byte, index) => (byte * 31 + index * 7 + 129) & 0xff))];
    case 'wrong-request-id':
      return [withOtherRequestId(answer)];
  }
}

/** Flips the lowest bit of the request id, which follows the first 0xa2 after the community. */
function withOtherRequestId(answer: Buffer): Buffer {
  const changed = Buffer.from(answer);
  const pduAt = changed.indexOf(0xa2, 7);
  const lengthByte = changed[pduAt + 1] ?? 0;
  const idAt = pduAt + 2 + (lengthByte >= 0x80 ? lengthByte & 0x7f : 0);
  const last = idAt + 1 + (changed[idAt + 1] ?? 0);
  changed[last] = (changed[last] ?? 0) ^ 1;
  return changed;
}
