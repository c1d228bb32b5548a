import { ref, shallowRef } from 'vue';
import { language } from '../ui/settings.ts';
import { actionOf } from './addresses.ts';
import { t } from '../ui/texts.ts';
import { setClock } from './clock.ts';
import type { Account, AppOutline, Catalogue, Change, Entity, Person, SecurityEvent } from './outline.ts';

// The one place that asks the server.

/** Something wrong with one part of what was sent; the target is a path as in addresses. */
export interface Detail {
  readonly code: string;
  readonly message: string;
  readonly target?: string;
}

/** The server said no, in its own words; status 0 when it could not be reached. */
export class ServerError extends Error {
  constructor(readonly status: number, readonly code: string, message: string, readonly details: readonly Detail[] = []) {
    super(message);
  }
}

/** Who is signed in; null while nobody is, undefined until it is known. */
export const account = shallowRef<Account | null>();
/** True when a session ended while somebody was at work. */
export const sessionIsOver = shallowRef(false);
/** True when the server wants what this device holds to be gone. */
export const isRevoked = ref(false);
/** Whether the server answered when it was last asked, and there is a network. */
export const isReachable = ref(globalThis.navigator?.onLine !== false);
addEventListener('offline', () => (isReachable.value = false));

/** True of an error that says nothing about what was asked: the server, or what stands before it, did not answer. */
export const isUnreachable = (error: unknown): boolean => error instanceof ServerError && [0, 502, 503, 504].includes(error.status);

// How long an answer is waited for: where there has been none lately, what the device has is shown instead.
const patience = { reads: 20_000, readsAgain: 4_000, writes: 90_000 };

export interface Request {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request; throws a ServerError for every answer that is none. */
export async function send(path: string, { method = 'GET', body, headers = {} }: Request): Promise<Response> {
  const raw = body instanceof Blob;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(method !== 'GET' ? patience.writes : isReachable.value ? patience.reads : patience.readsAgain),
      headers: {
        Accept: 'application/json',
        'Accept-Language': language.value,
        'X-LowCode-Request': '1',
        ...(body === undefined ? {} : { 'Content-Type': raw ? body.type || 'application/octet-stream' : 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: raw ? body : JSON.stringify(body) }),
    });
  } catch {
    isReachable.value = false;
    throw new ServerError(0, '', t('noConnection'));
  }
  setClock(response.headers.get('Date'));
  isReachable.value = ![502, 503, 504].includes(response.status);
  if (response.ok) return response;
  throw await errorOf(response, path);
}

async function errorOf(response: Response, path: string): Promise<ServerError> {
  const error = ((await response.json().catch(() => null)) as { error?: { code?: string; message?: string; details?: Detail[] } } | null)?.error;
  if (response.status === 401 && path !== '/account/sign-in') {
    sessionIsOver.value = account.value !== null && account.value !== undefined;
    if (response.headers.get('LowCode-Wipe') === '1') isRevoked.value = true;
    account.value = null;
  }
  return new ServerError(response.status, error?.code ?? '', error?.message ?? `${response.status} ${response.statusText}`, error?.details ?? []);
}

async function ask<T>(path: string, request: Request = {}): Promise<T> {
  const response = await send(path, request);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

const odata = (app: string, path: string) => `/odata/${encodeURIComponent(app)}/${path}`;

/** Signing in and one's own account. */
export const people = {
  /** Finds out who is signed in. */
  async who(): Promise<void> {
    try {
      const now = await ask<Account>('/account');
      if (JSON.stringify(now) !== JSON.stringify(account.value)) account.value = now;
    } catch (error) {
      if (!(error instanceof ServerError) || error.status !== 401) throw error;
    }
  },
  async signIn(name: string, password: string, code: string | null): Promise<void> {
    account.value = await ask<Account>('/account/sign-in', { method: 'POST', body: { name, password, code } });
    sessionIsOver.value = false;
  },
  /** The address of a city's single sign-on; null when there is none. */
  singleSignOn: async () => (await ask<{ singleSignOn: string | null }>('/account/sign-in')).singleSignOn,
  /** Becomes a user by an invitation, and is signed in. */
  async accept(code: string, name: string, title: string, password: string): Promise<void> {
    await ask<unknown>('/account/accept-invitation', { method: 'POST', body: { code, name, title: title === '' ? null : title, password } });
    await people.who();
  },
  /** Ends the session; the address at which single sign-on goes on to end its own, when it has one. */
  signOut: async () => (await ask<{ continueAt?: string } | undefined>('/account/sign-out', { method: 'POST' }))?.continueAt,
  /** The key by which a device seals what this user has not sent. */
  deviceKey: async () => (await ask<{ key: string }>('/account/device-key')).key,
  /** A new secret for an authenticator app; it asks for no code before one of it has confirmed it. */
  beginSecondFactor: (password: string) => ask<{ secret: string; uri: string }>('/account/second-factor', { method: 'POST', body: { password } }),
  /** Codes are asked for from now on; the recovery codes are shown this once. */
  confirmSecondFactor: async (code: string) =>
    (await ask<{ recoveryCodes: readonly string[] }>('/account/second-factor/confirm', { method: 'POST', body: { code } })).recoveryCodes,
  endSecondFactor: (password: string, code: string) => ask<void>('/account/second-factor/disable', { method: 'POST', body: { password, code } }),
  /** What happened to the account lately, newest first. */
  events: async () => (await ask<{ value: readonly SecurityEvent[] }>('/account/events')).value,
  changePassword: (current: string, next: string) => ask<void>('/account/password', { method: 'POST', body: { current, new: next } }),
};

/** What there is. */
export const definitions = {
  catalogue: () => ask<Catalogue>('/apps'),
  app: (app: string, version?: number) => ask<AppOutline>(`/apps/${encodeURIComponent(app)}${version === undefined ? '' : `?version=${version}`}`),
  /** The address of a form's rules: a version has its own, and never changes. */
  moduleAt: (app: string, form: string, version: number): string => `/modules/${encodeURIComponent(app)}/${encodeURIComponent(form)}.mjs?version=${version}`,
  /** Imported, not fetched: rules are code. */
  module: (app: string, form: string, version: number): Promise<unknown> => import(/* @vite-ignore */ definitions.moduleAt(app, form, version)),
  /** People of an app: whom the caller may choose (search, role), or what those of some names are called (name). */
  people: (app: string, options: Readonly<Record<string, readonly string[]>>) =>
    ask<{ value: Person[] }>(`/apps/${encodeURIComponent(app)}/people?${new URLSearchParams(Object.entries(options).flatMap(([name, values]) => values.map(value => [name, value])))}`),
};

/** A page of entities. */
export interface Page<T> {
  readonly value: readonly T[];
  readonly '@odata.count'?: number;
  readonly '@odata.nextLink'?: string;
  readonly '@odata.deltaLink'?: string;
}

/** With it entities say what the caller may do with them. */
const annotated = 'include-annotations="LowCode.can"';

/** A request within a $batch. */
export interface Part {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly dependsOn?: readonly string[];
}

/** What one of them was answered. */
export interface PartAnswer {
  readonly id: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What evaluating a record gave; paths are those of addresses. */
export interface Evaluation {
  readonly record: Readonly<Record<string, unknown>>;
  readonly hidden: readonly string[];
  readonly findings: readonly { readonly code: string; readonly severity: 'error' | 'warning'; readonly target?: string }[];
}

/** Records. */
export const records = {
  list: <T = Entity>(app: string, set: string, options: Readonly<Record<string, string>>, pageSize: number, prefer: readonly string[] = []) =>
    ask<Page<T>>(odata(app, `${set}?${queryOf(options)}`), { headers: { Prefer: [`odata.maxpagesize=${pageSize}`, ...prefer].join(',') } }),
  next: <T = Entity>(link: string, pageSize: number, prefer: readonly string[] = []) => {
    const { pathname, search } = new URL(link, location.href);
    return ask<Page<T>>(pathname + search, { headers: { Prefer: [`odata.maxpagesize=${pageSize}`, ...prefer].join(',') } });
  },
  /** With what makes a list followed: its last page has a delta link. */
  followed: ['track-changes', annotated],
  annotated: [annotated],
  count: (app: string, form: string) => ask<number>(odata(app, `${form}/$count`)),
  find: (app: string, form: string, id: string) => ask<Entity>(odata(app, `${form}(${id})`), { headers: { Prefer: annotated } }),
  /** Several requests as one; each has an answer of its own. */
  batch: async (app: string, requests: readonly Part[]) =>
    (await ask<{ responses: PartAnswer[] }>(odata(app, '$batch'), { method: 'POST', body: { requests } })).responses,
  remove: (app: string, form: string, id: string, etag: string) =>
    ask<void>(odata(app, `${form}(${id})`), { method: 'DELETE', headers: { 'If-Match': etag } }),
  transitions: async (app: string, form: string, id: string) =>
    (await ask<{ value: { name: string; title: string }[] }>(odata(app, `${form}(${id})/availableTransitions()`))).value,
  /** Takes a transition of one of several, while somebody watches. */
  take: (app: string, form: string, id: string, transition: string, etag: string, changes: Readonly<Record<string, unknown>> | null) =>
    ask<Entity>(odata(app, `${form}(${id})/${actionOf(app, transition)}`), { method: 'POST', body: changes === null ? {} : { changes }, headers: { 'If-Match': etag } }),
  /** What the server makes of a record as it is stored; nothing is changed. */
  evaluate: (app: string, form: string, id: string) => ask<Evaluation>(odata(app, `${form}(${id})/evaluate`), { method: 'POST', body: {} }),
  history: async (app: string, form: string, id: string) =>
    (await ask<{ value: Change[] }>(odata(app, `${form}(${id})/history()`))).value,
};

/** Tells of fields, by their paths, that a device computed otherwise than the server. */
export const reportDifferences = (app: string, report: Readonly<Record<string, unknown>>): Promise<void> =>
  ask<void>(`/apps/${encodeURIComponent(app)}/differences`, { method: 'POST', body: report });

/** Options as they stand in an address. */
function queryOf(options: Readonly<Record<string, string>>): string {
  return Object.entries(options).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
}
