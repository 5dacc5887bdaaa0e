/** BER for the test agent, written plainly and on its own: it shares no code with the decoder it tests. */

export function tlv(tag: number, ...contents: Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  if (body.length < 128) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length: number[] = [];
  for (let left = body.length; left > 0; left >>>= 8) length.unshift(left & 0xff);
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length, ...length]), body]);
}

/** Contents of an unsigned or signed integer, in the fewest bytes. */
export function integerBytes(value: bigint): Buffer {
  const bytes: number[] = [];
  let left = value;
  do {
    bytes.unshift(Number(left & 0xffn));
    left >>= 8n;
  } while (!((left === 0n && (bytes[0] ?? 0) < 128) || (left === -1n && (bytes[0] ?? 0) >= 128)));
  return Buffer.from(bytes);
}

export function oidContents(parts: readonly number[]): Buffer {
  const bytes: number[] = [];
  const joined = [40 * (parts[0] ?? 0) + (parts[1] ?? 0), ...parts.slice(2)];
  for (const part of joined) {
    const groups: number[] = [];
    let left = BigInt(part);
    do {
      groups.unshift(Number(left & 0x7fn) | (groups.length > 0 ? 0x80 : 0));
      left >>= 7n;
    } while (left > 0n);
    bytes.push(...groups);
  }
  return Buffer.from(bytes);
}

export function oidParts(contents: Buffer): number[] {
  const values: number[] = [];
  let value = 0;
  for (const byte of contents) {
    value = value * 128 + (byte & 0x7f);
    if (byte >= 128) continue;
    values.push(value);
    value = 0;
  }
  const first = values.shift() ?? 0;
  const head = first < 40 ? 0 : first < 80 ? 1 : 2;
  return [head, first - 40 * head, ...values];
}

export const comparePartsOf = (a: readonly number[], b: readonly number[]): number => {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
};

interface Item {
  readonly tag: number;
  readonly contents: Buffer;
  readonly end: number;
}

function readItem(bytes: Buffer, at: number): Item {
  let length = bytes.readUInt8(at + 1);
  let start = at + 2;
  if (length >= 128) {
    const lengthBytes = length & 0x7f;
    length = bytes.readUIntBE(start, lengthBytes);
    start += lengthBytes;
  }
  return { tag: bytes.readUInt8(at), contents: bytes.subarray(start, start + length), end: start + length };
}

function readItems(bytes: Buffer): Item[] {
  const items: Item[] = [];
  for (let at = 0; at < bytes.length;) {
    const item = readItem(bytes, at);
    items.push(item);
    at = item.end;
  }
  return items;
}

export interface AgentRequest {
  readonly version: number;
  readonly community: Buffer;
  readonly pduTag: number;
  /** As it came, so that it goes back byte for byte. */
  readonly requestId: Buffer;
  /** Non-repeaters and max-repetitions of GETBULK. */
  readonly first: number;
  readonly second: number;
  readonly names: readonly number[][];
}

/** @throws RangeError or TypeError on anything that is not a request. */
export function readRequest(datagram: Buffer): AgentRequest {
  const [version, community, pdu] = readItems(readItem(datagram, 0).contents);
  if (version === undefined || community === undefined || pdu === undefined) throw new TypeError('not a message');
  const [requestId, first, second, list] = readItems(pdu.contents);
  if (requestId === undefined || first === undefined || second === undefined || list === undefined) {
    throw new TypeError('not a PDU');
  }
  return {
    version: version.contents.readIntBE(0, version.contents.length),
    community: community.contents,
    pduTag: pdu.tag,
    requestId: requestId.contents,
    first: first.contents.readIntBE(0, first.contents.length),
    second: second.contents.readIntBE(0, second.contents.length),
    names: readItems(list.contents).map((varbind) => oidParts(readItem(varbind.contents, 0).contents)),
  };
}

export function writeResponse(
  request: Pick<AgentRequest, 'version' | 'community' | 'requestId'>,
  varbinds: readonly Uint8Array[],
  error: { readonly status: number; readonly index: number } = { status: 0, index: 0 },
): Buffer {
  const pdu = tlv(
    0xa2,
    tlv(2, request.requestId),
    tlv(2, integerBytes(BigInt(error.status))),
    tlv(2, integerBytes(BigInt(error.index))),
    tlv(0x30, ...varbinds),
  );
  return tlv(0x30, tlv(2, integerBytes(BigInt(request.version))), tlv(4, request.community), pdu);
}
