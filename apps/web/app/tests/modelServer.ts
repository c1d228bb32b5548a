import type { AppOutline, Entity } from '../src/server/outline.ts';
import type { Part, PartAnswer } from '../src/server/server.ts';

/** How a request fares: it arrives and is answered, never arrives, or is done and nobody hears of it. */
export type Fate = 'answered' | 'before' | 'after';

/** What the server is to a device, as small as can be: records with revisions, writes that may be repeated, one app. */
export class ModelServer {
  readonly records = new Map<string, { revision: number; n: number; log: string[] }>();
  private readonly done = new Set<string>();
  fate: () => Fate = () => 'answered';
  requests = 0;

  readonly outline: AppOutline = {
    name: 'a', title: 'A', version: 3, options: {},
    forms: [{ name: 'f', title: 'F', can: ['read', 'create', 'update'], createsAt: [], views: [], documents: [], fields: [{ name: 'n', property: 'n', type: 'integer', label: 'N' }] }],
  };

  readonly fetch = async (path: string, init: { method: string; body?: string }): Promise<Response> => {
    const isWrite = init.method === 'POST';
    const fate = isWrite ? this.fate() : 'answered';
    if (isWrite) this.requests++;
    if (fate === 'before') throw new TypeError('Failed to fetch');
    const answer = path === '/apps/a' ? this.outline : path.endsWith('$batch') ? { responses: (JSON.parse(init.body!) as { requests: Part[] }).requests.map(part => this.answer(part)) } : this.find(/\((.*)\)/.exec(path)![1]!);
    if (fate === 'after') throw new TypeError('Failed to fetch');
    return Response.json(answer, { status: answer === null ? 404 : 200, headers: { Date: new Date().toUTCString() } });
  };

  /** Somebody else changes a record. */
  change(id: string, n: number): void {
    const record = this.records.get(id)!;
    this.records.set(id, { revision: record.revision + 1, n, log: [...record.log, `other ${n}`] });
  }

  private answer({ id, method, headers, body, url }: Part): PartAnswer {
    const at = /\((.*)\)/.exec(url)?.[1] ?? (body as Entity).id;
    const record = this.records.get(at);
    const request = headers['Repeatability-Request-ID']!;
    if (this.done.has(request)) return { id, status: 200, body: this.find(at) };
    if (method === 'POST' && record !== undefined) return { id, status: 409, body: { error: { message: 'There is one.' } } };
    if (method === 'PATCH' && record === undefined) return { id, status: 404, body: { error: { message: 'There is none.' } } };
    if (method === 'PATCH' && headers['If-Match'] !== `W/"${record!.revision}"`) return { id, status: 412, body: { error: { message: 'It is another.' } } };
    const { n } = body as { n: number };
    if (n < 0) return { id, status: 422, body: { error: { message: 'Negative.', details: [{ code: 'LC3001', message: 'Negative.', target: 'n' }] } } };
    this.done.add(request);
    this.records.set(at, { revision: (record?.revision ?? 0) + 1, n, log: [...(record?.log ?? []), `${method} ${n}`] });
    return { id, status: 200, body: this.find(at) };
  }

  private find(id: string): Entity | null {
    const record = this.records.get(id);
    return record === undefined ? null : { id, '@odata.etag': `W/"${record.revision}"`, appVersion: 3, n: record.n, modifiedBy: 'u', modifiedAt: new Date().toISOString() };
  }
}
