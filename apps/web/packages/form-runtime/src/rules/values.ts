import { Cells } from './cells.js';

/** What a slot holds, as the server's ValueKind. */
export type Kind =
  | 'boolean' | 'integer' | 'decimal' | 'text' | 'date' | 'time' | 'instant' | 'id' | 'codes' | 'location' | 'files' | 'rows';

/** A slot of a record, or of a row of one of its tables. */
export interface Slot {
  readonly path: string;
  readonly kind: Kind;
  /** Decimal places that it keeps. */
  readonly scale?: number;
  /** The slots of its rows. */
  readonly rows?: readonly Slot[];
}

/** What an empty slot of a kind reads as in a rule: a list for what holds many, null for the rest. */
export function emptyOf(kind: Kind): unknown {
  return kind === 'codes' || kind === 'files' || kind === 'rows' ? [] : null;
}

/** A stored value (canonical JSON) as rules see it; tables are read row by row. */
export function seen(kind: Kind, value: unknown): unknown {
  if (value === null || value === undefined) return emptyOf(kind);
  switch (kind) {
    case 'location': {
      const { latitude, longitude, accuracy } = value as { latitude: number; longitude: number; accuracy?: number };
      return new Cells([latitude, longitude, accuracy ?? null], value);
    }
    case 'files':
      return (value as { name: string; mediaType: string; size: number }[]).map(file => new Cells([file.name, file.mediaType, file.size], file));
    default:
      return value;
  }
}

/** Canonical JSON as it is stored: nothing is null, instants are in UTC to the millisecond, times have seconds, ids are lower case. */
export function stored(kind: Kind, value: unknown): unknown {
  if (value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)) return null;
  if (typeof value !== 'string') return value;
  if (kind === 'instant') return new Date(value).toISOString();
  if (kind === 'time' && value.length === 5) return `${value}:00`;
  return kind === 'id' ? value.toLowerCase() : value;
}
