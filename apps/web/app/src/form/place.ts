import type { InjectionKey } from 'vue';
import type { AppOutline, FieldOutline } from '../server/outline.ts';
import type { Filling } from './filling.ts';

/** Where a field is filled in: what all fields of a form share. */
export interface Place {
  readonly app: AppOutline;
  readonly user: string;
  readonly filling: Filling;
  /** Whether the caller may set a field at all. */
  readonly mayset: (field: FieldOutline, path: string) => boolean;
  /** Whether the record's state locks a field, or a column by the path of its table. */
  readonly isLocked: (path: string) => boolean;
  /** What is shown of a field that is masked, by its path. */
  readonly masked: (path: string) => string;
  /** What the server said of a cell, by its path. */
  readonly told: (path: string) => readonly string[];
  /** Addresses of attachments that the server has, by hash. */
  readonly urls: ReadonlyMap<string, string>;
}

export const placeKey: InjectionKey<Place> = Symbol('place');
