import { shallowRef } from 'vue';

/** Where the person is: what stands behind the # of the address. */
export interface Route {
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

function parse(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { path: path.split('/').filter(part => part !== '').map(decodeURIComponent), query: new URLSearchParams(query) };
}

export const route = shallowRef(parse(location.hash));
addEventListener('hashchange', () => (route.value = parse(location.hash)));

/** The address of a place in the app. */
export function href(path: readonly string[], query: Readonly<Record<string, string>> = {}): string {
  const options = new URLSearchParams(query).toString();
  return `#/${path.map(encodeURIComponent).join('/')}${options === '' ? '' : `?${options}`}`;
}

/** Goes there. */
export function go(path: readonly string[], query: Readonly<Record<string, string>> = {}): void {
  location.hash = href(path, query);
}

/** Goes there without a step in the browser's history. */
export function replace(path: readonly string[], query: Readonly<Record<string, string>> = {}): void {
  history.replaceState(history.state, '', href(path, query));
  route.value = parse(location.hash);
}
