import type { Entry } from '../device/outbox.ts';
import type { Entity, FormOutline } from '../server/outline.ts';
import { entityOf } from './entities.ts';

/** A record as it will be when what waits about it is in; undefined when there is none, nor will be. */
export function withPending(form: FormOutline, entity: Entity | undefined, pending: readonly Entry[]): Entity | undefined {
  return pending.reduce<Entity | undefined>((before, entry) => {
    if (before === undefined && entry.kind !== 'create') return undefined;
    return {
      state: form.workflow?.states[0]?.name ?? null, division: entry.division, createdBy: entry.user, createdAt: entry.at, modifiedBy: entry.user, decisions: [],
      ...before, modifiedAt: entry.at, appVersion: before?.appVersion ?? entry.version, ...entityOf(form.fields, entry.record, before ?? {}), id: entry.id,
    };
  }, entity);
}

/** The records of a set as they will be. */
export function setWithPending(form: FormOutline, entities: readonly Entity[], pending: readonly Entry[]): Entity[] {
  const all = new Map(entities.map(entity => [entity.id, entity]));
  for (const id of new Set(pending.map(entry => entry.id))) {
    const will = withPending(form, all.get(id), pending.filter(entry => entry.id === id));
    if (will !== undefined) all.set(id, will);
  }
  return [...all.values()];
}

