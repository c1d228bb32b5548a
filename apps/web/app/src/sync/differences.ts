import type { StoredRecord } from '@lowcode/form-runtime';
import { recordOf, same } from '../data/entities.ts';
import { cellPath, flatten, lockedIn } from '../data/fields.ts';
import { openForm, type OpenForm } from '../form/opening.ts';
import { forgetReferred } from '../data/references.ts';
import { outbox, type Difference, type Entry } from '../device/outbox.ts';
import { records, reportDifferences, ServerError, type Evaluation } from '../server/server.ts';
import type { Entity, FieldOutline, FormOutline } from '../server/outline.ts';
import { verdictOf } from './batches.ts';

// The device computes what the server computes. Where it does not the person is told, and nothing is corrected; where it
// still does not when it looks everything up anew, something is wrong with one of them, and the server is told as well.

const missing = 'LC3101';
const mostReported = 100;
// The file that this is in, which is named by what is in it.
const build = new URL(import.meta.url).pathname.split('/').pop()!;

/** Compares what the server made of an entry with what the device made of it. */
export async function compare(form: FormOutline, entry: Entry, entity: Entity): Promise<void> {
  const stored = recordOf(form.fields, entity);
  const seen = valuesThatDiffer(form.fields, entry.record, stored);
  const evaluation = entry.isOffline ? await evaluationOf(form, entry, stored) : null;
  if (seen.length === 0 && evaluation === null) return;
  const open = await openForm(entry.app, entry.form, entry.version);
  if (open.app.version !== entity.appVersion) return; // its rules are not to be had any more
  let faults = await faultsOf(open, entity, stored, evaluation);
  if (faults.length > 0) {
    forgetReferred(form.fields, [stored]);
    faults = await faultsOf(open, entity, stored, evaluation);
  }
  const paths = new Set(faults.map(fault => fault.path));
  const differences = [...faults, ...seen.filter(({ path }) => !paths.has(path))];
  if (differences.length === 0) return;
  const { number: _, ...rest } = entry;
  await outbox.add({ ...rest, state: 'different', differences, isReported: faults.length === 0 });
  await reportFaults(entry.user);
}

/** Reports what has not been reported; what is refused is reported no more. */
export async function reportFaults(user: string): Promise<void> {
  for (const entry of (await outbox.of(user)).filter(one => one.state === 'different' && !one.isReported)) {
    const fields = entry.differences!.filter(({ isFault }) => isFault).map(({ path }) => path);
    try {
      await reportDifferences(entry.app, { form: entry.form, id: entry.id, version: entry.version, fields: fields.slice(0, mostReported), appBuild: build });
    } catch (error) {
      if (!(error instanceof ServerError)) throw error;
      if (error.status === 0 || verdictOf(error.status) === 'later') return;
    }
    await outbox.change([{ ...entry, isReported: true }]);
  }
}

// Null when the record is another by now: then it says nothing about this one.
async function evaluationOf(form: FormOutline, entry: Entry, stored: StoredRecord): Promise<Evaluation | null> {
  const evaluation = await records.evaluate(entry.app, entry.form, entry.id);
  return same(enteredIn(form.fields, recordOf(form.fields, evaluation.record)), enteredIn(form.fields, stored)) ? evaluation : null;
}

/** What people entered of a record. */
function enteredIn(fields: readonly FieldOutline[], record: StoredRecord): StoredRecord {
  return Object.fromEntries(flatten(fields).filter(({ path, field }) => !field.computed && !field.masked && record[path] !== undefined)
    .map(({ path, field }) => [path, field.type === 'table' ? (record[path] as StoredRecord[]).map(row => enteredIn(field.fields ?? [], row)) : record[path]]));
}

async function faultsOf(open: OpenForm, entity: Entity, stored: StoredRecord, evaluation: Evaluation | null): Promise<Difference[]> {
  const { fields } = open.form;
  const { live } = await open.start({ record: stored, before: stored, locked: lockedIn(open.form, entity.state as string) }, entity, null, new Date(String(entity.modifiedAt)));
  const values = valuesThatDiffer(fields, live.record(), stored);
  const cells = [...live.cells()];
  const states = evaluation === null ? [] : statesThatDiffer(fields, {
    hidden: cells.filter(cell => !cell.state.relevant).map(cell => cell.path),
    errors: cells.flatMap(cell => cell.state.findings.filter(({ severity, code }) => severity === 'error' && code !== missing).map(({ code }) => `${cell.path}: ${code}`)),
  }, evaluation);
  return [...values, ...states].map(difference => ({ ...difference, isFault: true }));
}

/** Calculated values that two records have otherwise. What decisions decide is the server's alone. */
export function valuesThatDiffer(fields: readonly FieldOutline[], here: StoredRecord, there: StoredRecord): Difference[] {
  return flatten(fields)
    .filter(({ path, field }) => (field.computed || field.type === 'table') && !field.masked && !field.decision && !same(here[path], there[path]))
    .map(({ path }) => ({ path, here: here[path] ?? null, there: there[path] ?? null, isFault: false }));
}

/** What one of them hides, or finds wrong, and the other does not. */
export function statesThatDiffer(
  fields: readonly FieldOutline[], here: { readonly hidden: readonly string[]; readonly errors: readonly string[] }, { hidden, findings }: Evaluation,
): Difference[] {
  const known = new Set(pathsOf(fields));
  const errors = findings.filter(({ severity, code }) => severity === 'error' && code !== missing).map(({ code, target }) => `${cellPath(fields, target ?? '')}: ${code}`);
  const found: Difference[] = [];
  for (const [what, mine, theirs] of [['hidden', here.hidden, hidden.map(target => cellPath(fields, target))], ['error', here.errors, errors]] as const) {
    for (const one of new Set([...mine, ...theirs])) {
      const [path = '', code] = one.split(': ');
      const word = (all: readonly string[]) => (all.includes(one) ? code ?? what : null);
      // Rules know more fields than the caller sees.
      if (known.has(path.replace(/\[\d+\]/g, '')) && word(mine) !== word(theirs)) found.push({ path, here: word(mine), there: word(theirs), isFault: false });
    }
  }
  return found;
}

function pathsOf(fields: readonly FieldOutline[], prefix = ''): string[] {
  return fields.flatMap(field => [prefix + field.name, ...pathsOf(field.fields ?? [], `${prefix}${field.name}.`)]);
}
