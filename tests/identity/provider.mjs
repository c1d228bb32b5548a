// An OpenID provider on a free loopback port, which it prints. It ends with whoever started it. What it knows is told by the
// tests: PUT /test/accounts/{sub} the claims of a person, PUT /test/clients/{id} a client, PUT /test/tampering what to do to the
// id tokens that it gives away. POST /test/tokens signs claims.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { SignJWT, UnsecuredJWT, decodeJwt, importJWK } from 'jose';
import Provider from 'oidc-provider';

const accounts = new Map();
const stored = new Map();
let tampering = {};

// Everything that is stored, clients too: so that a client can be told once its server listens.
class Memory {
  constructor(model) { this.model = model; }
  key(id) { return `${this.model}:${id}`; }
  async upsert(id, payload) { stored.set(this.key(id), payload); }
  async find(id) { return stored.get(this.key(id)); }
  async findByUid(uid) { return [...stored].find(([key, value]) => key.startsWith(`${this.model}:`) && value.uid === uid)?.[1]; }
  async consume(id) { stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { stored.delete(this.key(id)); }
  async revokeByGrantId(grant) {
    for (const [key, value] of stored) if (value.grantId === grant) stored.delete(key);
  }
}

const keyOf = (kid) => ({ ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' });
const key = keyOf('one');
const stranger = keyOf('one');

async function tamper(token) {
  const claims = { ...decodeJwt(token), ...tampering.claims };
  for (const name of tampering.without ?? []) delete claims[name];
  if (tampering.unsigned) return new UnsecuredJWT(claims).encode();
  return sign(claims, tampering.otherKey ? stranger : key);
}

const sign = async (claims, by) => new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(await importJWK(by, 'RS256'));

async function learn(request, response) {
  const [, , kind, id] = decodeURIComponent(request.url).split('/');
  let text = '';
  for await (const part of request) text += part;
  const said = JSON.parse(text);
  if (kind === 'tokens') return response.end(await sign(said, key));
  if (kind === 'accounts') accounts.set(id, said);
  else if (kind === 'clients') stored.set(`Client:${id}`, { client_id: id, ...said });
  else tampering = said;
  return response.writeHead(204).end();
}

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    adapter: Memory,
    jwks: { keys: [key] },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'groups', 'division'] },
    conformIdTokenClaims: process.argv.includes('--userinfo'),
    pkce: { required: () => false },
    features: {
      backchannelLogout: { enabled: true },
      pushedAuthorizationRequests: { enabled: process.argv.includes('--pushed') },
    },
    // Else it asks nobody on this machine.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    findAccount: (_, sub) => accounts.has(sub) && { accountId: sub, claims: () => ({ ...accounts.get(sub), sub }) },
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.oidc?.route === 'token' && ctx.body?.id_token && Object.keys(tampering).length > 0) ctx.body.id_token = await tamper(ctx.body.id_token);
  });
  provider.on('server_error', (_, error) => console.error(error));
  provider.on('backchannel.error', (_, error) => console.error(error));
  const answer = provider.callback();
  server.on('request', (request, response) => (request.url.startsWith('/test/') ? learn(request, response) : answer(request, response)));
  console.log(`listening on ${issuer}`);
});
process.stdin.resume().on('end', () => process.exit(0));
