import { Form, type FormModule } from '@lowcode/form-runtime';
import { answers, askOrKept } from '../device/answers.ts';
import { account, definitions, isUnreachable } from '../server/server.ts';
import type { AppOutline, Catalogue, FormOutline } from '../server/outline.ts';
import { language } from '../ui/settings.ts';

// What the server said of apps, for half a minute: after that it is asked again, which costs it a few bytes. The device keeps it.

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

const user = () => account.value?.name ?? '';
const makeCatalogue = () => new Kept(() => askOrKept(user(), `catalogue|${language.value}`, definitions.catalogue));
const versionName = (app: string, version: number) => `app|${app}|${version}|${language.value}`;
let catalogueKept = makeCatalogue();
const outlines = new Map<string, Kept<AppOutline>>();
const forms = new Map<string, Promise<Form>>();

export const catalogue = (): Promise<Catalogue> => catalogueKept.get();

/** An app as it serves now. */
export function outline(app: string): Promise<AppOutline> {
  let kept = outlines.get(app);
  if (kept === undefined) {
    outlines.set(app, (kept = new Kept(async () => {
      const now = await askOrKept(user(), `app|${app}|${language.value}`, () => definitions.app(app));
      await answers.keep(user(), versionName(app, now.version), now).catch(() => undefined); // records that are begun now stay with it
      return now;
    })));
  }
  return kept.get();
}

/** An app as it was in a version, for records that belong to it; as it is now where that is not known any more. */
export async function outlineOf(app: string, version: number | undefined): Promise<AppOutline> {
  const now = await outline(app);
  if (version === undefined || version === now.version) return now;
  const kept = await answers.find<AppOutline>(user(), versionName(app, version)).catch(() => undefined);
  if (kept !== undefined) return kept;
  try {
    const then = await definitions.app(app, version);
    if (then.version !== version) return now;
    await answers.keep(user(), versionName(app, version), then).catch(() => undefined);
    return then;
  } catch (error) {
    if (isUnreachable(error)) return now;
    throw error;
  }
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
  catalogueKept = makeCatalogue();
  outlines.clear();
}
