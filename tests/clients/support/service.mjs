// The running server that LOWCODE_SERVER names, and the made-up people that it has in development.

export const server = process.env.LOWCODE_SERVER;
if (!server)
  throw new Error('LOWCODE_SERVER must name a running server, as `dotnet test` does; see docs/clients.md.');

export const flood = `${server}/odata/flood-readiness/`;
export const base = `${server}/odata/community-base/`;

export const password = 'lowcode-demo';
export const inspector = 'inspector.xinan';
export const reviewer = 'reviewer.jiangning';

export const authorization = user => 'Basic ' + Buffer.from(`${user}:${password}`).toString('base64');

/** Asks without any client: to prepare what a client finds, and to see what it has left. */
export async function ask(url, { user = inspector, method = 'GET', body, headers = {} } = {}) {
  const response = await fetch(url, {
    method,
    headers: { Authorization: authorization(user), ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`${method} ${url}: ${response.status} ${text}`);
  return text && response.headers.get('Content-Type').includes('json') ? JSON.parse(text) : text;
}

/** A name that no other test uses. */
export const unique = name => `${name} ${crypto.randomUUID().slice(0, 8)}`;

/** A site of the inspector's neighbourhood. */
export const newSite = name => ask(base + 'site', { method: 'POST', body: { name, type: 'committee', address: '演示路 1 号', flood: { relevant: 'no' } } });
