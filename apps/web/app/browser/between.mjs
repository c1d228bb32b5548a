import { readFile } from 'node:fs/promises';
import http from 'node:http';

const types = { js: 'text/javascript', css: 'text/css', html: 'text/html; charset=utf-8', svg: 'image/svg+xml', png: 'image/png', webmanifest: 'application/manifest+json' };

/**
 * Stands between a browser and the server, and cuts the line where it is told to: `cut` is asked for each request and says
 * 'before' (it never arrives), 'after' (it is done, and nobody hears of it) or nothing. DIST names a folder with a build of
 * the app that is served in place of the server's own. What is answered to addresses that `alters` says is changed by `alter`.
 */
export async function standBetween(server) {
  const { hostname, port } = new URL(server);
  const line = { cut: () => undefined, alters: () => false, alter: (url, text) => text, seen: [], address: '', close: () => new Promise(done => { listener.close(done); listener.closeAllConnections(); }) };
  const listener = http.createServer((request, response) => {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', async () => {
      const body = Buffer.concat(chunks);
      const about = { method: request.method, url: request.url, headers: request.headers, body };
      line.seen.push(`${request.method} ${request.url}`);
      const way = line.cut(about);
      if (way === 'before') return void request.socket.destroy();
      if (process.env.DIST && /^\/($|assets\/|worker\.js|icon|manifest)/.test(request.url)) {
        const path = request.url === '/' ? '/index.html' : request.url;
        const file = await readFile(process.env.DIST + path).catch(() => null);
        response.writeHead(file === null ? 404 : 200, { 'Content-Type': types[path.split('.').pop()], 'Cache-Control': 'no-cache', 'Content-Security-Policy': "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'" });
        return void response.end(file ?? '');
      }
      const onward = http.request({ hostname, port, method: request.method, path: request.url, headers: line.alters(request.url) ? { ...request.headers, 'accept-encoding': 'identity' } : request.headers }, answer => {
        if (way === 'after') return void answer.resume().on('end', () => request.socket.destroy());
        if (line.alters(request.url)) return void changed(answer, response, text => line.alter(request.url, text));
        response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
        answer.pipe(response);
      });
      onward.on('error', () => request.socket.destroy());
      onward.end(body);
    });
  });
  await new Promise(done => listener.listen(0, '127.0.0.1', done));
  line.address = `http://127.0.0.1:${listener.address().port}`;
  return line;
}

async function changed(answer, response, change) {
  const chunks = [];
  for await (const chunk of answer) chunks.push(chunk);
  const { 'content-length': _, ...headers } = answer.headers;
  response.writeHead(answer.statusCode, headers).end(change(Buffer.concat(chunks).toString()));
}
