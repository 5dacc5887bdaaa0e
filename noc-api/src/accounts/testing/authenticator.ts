/** A security key in software: makes ES256 key pairs, signs challenges (WebAuthn level 3, with no attestation). */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

interface Credential {
  readonly id: Buffer;
  readonly rpId: string;
  readonly userHandle: string;
  readonly privateKey: KeyObject;
  counter: number;
}

export interface Options {
  readonly challenge: string;
  readonly rpId?: string;
  readonly rp?: { readonly id?: string };
  readonly user?: { readonly id: string };
}

const base64url = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest();
const flags = { userPresent: 0x01, userVerified: 0x04, credentialIncluded: 0x40 };

export class Authenticator {
  readonly #origin: string;
  readonly #credentials: Credential[] = [];

  constructor(origin: string) {
    this.#origin = origin;
  }

  /** As `navigator.credentials.create`. */
  create(options: Options): unknown {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    const rpId = options.rp?.id ?? '';
    const credential = { id: randomBytes(32), rpId, userHandle: options.user?.id ?? '', privateKey, counter: 0 };
    this.#credentials.push(credential);
    // COSE: {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}
    const coseKey = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]);
    const idLength = Buffer.alloc(2);
    idLength.writeUInt16BE(credential.id.length);
    const authData = Buffer.concat([
      this.#authData(credential, flags.userPresent | flags.userVerified | flags.credentialIncluded),
      Buffer.alloc(16), // no model (AAGUID)
      idLength,
      credential.id,
      coseKey,
    ]);
    // CBOR: {"fmt": "none", "attStmt": {}, "authData": bytes}
    const attestationObject = Buffer.concat([
      Buffer.from('a363666d74646e6f6e656761747453746d74a0686175746844617461', 'hex'),
      Buffer.from([0x59, authData.length >> 8, authData.length & 0xff]),
      authData,
    ]);
    const clientDataJSON = this.#clientData('webauthn.create', options.challenge);
    return this.#answer(credential, {
      clientDataJSON: base64url(clientDataJSON),
      attestationObject: base64url(attestationObject),
      transports: ['internal'],
    });
  }

  /** As `navigator.credentials.get`. @param userVerified false: somebody has the key, and not its fingerprint. */
  get(options: Options, { userVerified = true }: { userVerified?: boolean } = {}): unknown {
    const credential = this.#credentials.find(({ rpId }) => rpId === options.rpId);
    if (credential === undefined) throw new Error(`no passkey for ${options.rpId ?? 'nothing'}`);
    credential.counter += 1;
    const authData = this.#authData(credential, flags.userPresent | (userVerified ? flags.userVerified : 0));
    const clientDataJSON = this.#clientData('webauthn.get', options.challenge);
    const signature = sign('sha256', Buffer.concat([authData, sha256(clientDataJSON)]), credential.privateKey);
    return this.#answer(credential, {
      clientDataJSON: base64url(clientDataJSON),
      authenticatorData: base64url(authData),
      signature: base64url(signature),
      userHandle: credential.userHandle,
    });
  }

  /** As if it had been copied before it was used: its counter starts again. */
  turnBack(): void {
    for (const credential of this.#credentials) credential.counter = 0;
  }

  #authData({ rpId, counter }: Credential, flagBits: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.from([flagBits]), count]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }));
  }

  #answer({ id }: Credential, response: Record<string, unknown>): unknown {
    const name = base64url(id);
    return { id: name, rawId: name, type: 'public-key', clientExtensionResults: {}, response };
  }
}
