/** An OpenID Connect provider in Google's place: discovery, keys, tokens signed with RS256, over real HTTP. */
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

export interface Identity {
  readonly sub: string;
  readonly email: string;
  readonly emailVerified?: boolean;
  /** The provider of somebody else signs. */
  readonly forged?: boolean;
}

interface Grant {
  readonly identity: Identity;
  readonly nonce: string;
  readonly challenge: string;
}

export class IdentityProvider {
  readonly client = { id: 'fastisp', secret: 'secret-of-the-client' };
  issuer = '';
  readonly #server: Server;
  readonly #grants = new Map<string, Grant>();

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<IdentityProvider> {
    const [ours, others] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
    const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    const server = createServer();
    const provider = new IdentityProvider(server);
    const idToken = ({ identity, nonce }: Grant) =>
      new SignJWT({ email: identity.email, email_verified: identity.emailVerified ?? true, nonce })
        .setProtectedHeader({ alg: 'RS256', kid: 'k1' })
        .setIssuer(provider.issuer)
        .setAudience(provider.client.id)
        .setSubject(identity.sub)
        .setIssuedAt()
        .setExpirationTime('5 minutes')
        .sign(identity.forged === true ? others.privateKey : ours.privateKey);
    server.on('request', (request, response) => {
      const answer = (status: number, body: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/.well-known/openid-configuration') return answer(200, provider.#configuration());
      if (request.url === '/keys') return answer(200, { keys: [jwk] });
      if (request.url !== '/token') return answer(404, {});
      return void provider
        .#exchange(request)
        .then(async (grant) =>
          grant === null
            ? answer(400, { error: 'invalid_grant' })
            : answer(200, { access_token: randomUUID(), token_type: 'Bearer', id_token: await idToken(grant) }),
        );
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    provider.issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
    return provider;
  }

  /** What its page would do after a person said yes. @returns the query that the browser comes back with. */
  approve(authorizationUrl: string, identity: Identity): string {
    const asked = new URL(authorizationUrl).searchParams;
    const code = randomUUID();
    const nonce = asked.get('nonce') ?? '';
    this.#grants.set(code, { identity, nonce, challenge: asked.get('code_challenge') ?? '' });
    return new URLSearchParams({ code, state: asked.get('state') ?? '' }).toString();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  #configuration() {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/keys`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  async #exchange(request: IncomingMessage): Promise<Grant | null> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer); // no encoding is set
    const body = new URLSearchParams(Buffer.concat(chunks).toString());
    const basic = Buffer.from((request.headers.authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
    const secret = body.get('client_secret') ?? decodeURIComponent(basic.split(':')[1] ?? '');
    const code = body.get('code') ?? '';
    const grant = this.#grants.get(code);
    this.#grants.delete(code);
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url');
    return grant !== undefined && grant.challenge === challenge && secret === this.client.secret ? grant : null;
  }
}
