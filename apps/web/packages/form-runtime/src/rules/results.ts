import { Cells } from './cells.js';
import { tryReadDate, tryReadInstant, tryReadTime } from './dates.js';
import { failures, RuleFailure } from './failures.js';
import { isEmpty } from './lists.js';
import { isDecimal, roundTo } from './numbers.js';
import type { Slot } from './values.js';

const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** From what a rule gives to what its slot stores; what does not fit exactly is refused, never bent. Nothing is null. */
export function valueOf(result: unknown, slot: Slot): unknown {
  if (isEmpty(result)) return null;
  switch (slot.kind) {
    case 'boolean':
      if (typeof result === 'boolean') return result;
      break;
    case 'integer':
      if (typeof result === 'number') return integer(result);
      break;
    case 'decimal':
      if (typeof result === 'number') return roundTo(decimal(result), slot.scale ?? 2) + 0;
      break;
    case 'text':
      if (typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean') return wellFormed(String(result));
      break;
    case 'date':
      if (typeof result === 'string' && tryReadDate(result) !== null) return result;
      break;
    case 'time':
      if (typeof result === 'string' && tryReadTime(result) !== null) return tryReadTime(result);
      break;
    case 'instant':
      if (typeof result === 'string' && tryReadInstant(result) !== null) return result;
      break;
    case 'id':
      if (typeof result === 'string' && id.test(result)) return result.toLowerCase();
      break;
    case 'codes':
      if (Array.isArray(result)) return codes(result);
      break;
    case 'location':
      if (result instanceof Cells && result.source !== undefined) return result.source;
      break;
  }
  return wrong(result, slot.kind);
}

/** The number that a rule gives; 0 when it is empty. */
export function numberOf(result: unknown): number {
  if (result === null || result === undefined || Number.isNaN(result)) return 0;
  return typeof result === 'number' ? decimal(result) : wrong(result, 'decimal');
}

/** A result as JSON; what JSON cannot say is an object with one property $: undefined, NaN, Infinity, -Infinity, -0, object. */
export function inspect(result: unknown): unknown {
  if (result === null || typeof result === 'boolean' || typeof result === 'string') return result;
  if (Array.isArray(result)) return result.map(inspect);
  if (typeof result !== 'number') return { $: result === undefined ? 'undefined' : 'object' };
  if (!Number.isFinite(result)) return { $: String(result) };
  return Object.is(result, -0) ? { $: '-0' } : result;
}

function integer(number: number): number {
  if (!(Math.abs(number) <= Number.MAX_SAFE_INTEGER)) throw new RuleFailure(failures.outOfRange, { value: String(number) });
  if (Math.trunc(number) !== number) throw new RuleFailure(failures.notIntegral, { value: String(number) });
  return number + 0;
}

function decimal(number: number): number {
  if (!isDecimal(number)) throw new RuleFailure(failures.outOfRange, { value: String(number) });
  return number;
}

function codes(list: readonly unknown[]): string[] {
  for (const item of list) if (typeof item !== 'string') wrong(item, 'codes');
  return [...new Set(list as string[])];
}

// A text cut in the middle of a character outside the basic plane cannot be stored as UTF-8.
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function wrong(result: unknown, expected: string): never {
  throw new RuleFailure(failures.wrongKind, { value: typeof result === 'object' && result !== null ? 'object' : String(result), expected });
}
