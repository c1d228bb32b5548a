import { Form, type FormModule } from '@lowcode/form-runtime';
import { definitions } from '../server/server.ts';
import type { AppOutline, Catalogue, FormOutline } from '../server/outline.ts';

// What the server said of apps, for half a minute: after that it is asked again, which costs it a few bytes.

const fresh = 30_000;

class Kept<T> {
  private at = 0;
  private answer: Promise<T> | null = null;

  constructor(private readonly ask: () => Promise<T>) {}

  get(): Promise<T> {
    if (this.answer === null || Date.now() - this.at > fresh) {
      this.at = Date.now();
      this.answer = this.ask();
      this.answer.catch(() => (this.answer = null));
    }
    return this.answer;
  }
}

let catalogueKept = new Kept(definitions.catalogue);
const outlines = new Map<string, Kept<AppOutline>>();
const forms = new Map<string, Promise<Form>>();

export const catalogue = (): Promise<Catalogue> => catalogueKept.get();

export function outline(app: string): Promise<AppOutline> {
  let kept = outlines.get(app);
  if (kept === undefined) outlines.set(app, (kept = new Kept(() => definitions.app(app))));
  return kept.get();
}

/** A form of an app's outline; undefined when the caller sees none. */
export const formOf = (app: AppOutline, form: string): FormOutline | undefined => app.forms.find(candidate => candidate.name === form);

/** The form's rules, ready to evaluate records. */
export function rulesOf(app: AppOutline, form: string): Promise<Form> {
  const key = `${app.name}/${form}/${app.version}`;
  let loaded = forms.get(key);
  if (loaded === undefined) {
    forms.set(key, (loaded = definitions.module(app.name, form, app.version).then(module => new Form(module as FormModule))));
    loaded.catch(() => forms.delete(key));
  }
  return loaded;
}

/** Forgets everything: another person, another language. */
export function forget(): void {
  catalogueKept = new Kept(definitions.catalogue);
  outlines.clear();
}
