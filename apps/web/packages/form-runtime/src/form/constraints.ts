import { tryReadTime } from '../rules/dates.js';
import { isDecimal, placesOf } from '../rules/numbers.js';
import type { Field } from './form.js';
import type { FieldPlan } from './module.js';
import type { Cell, Finding } from './row.js';

interface FileValue {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
}

/** Checks a value that is not empty against its field's type and constant constraints. */
export function checkConstraints(cell: Cell, findings: Finding[]): void {
  const { field, value } = cell;
  const { plan } = field;
  const find = (code: string, args: Finding['args']) => findings.push({ code, severity: 'error', args });
  const withCount = (count: number, few: string, many: string) => {
    if (plan.minCount !== undefined && count < plan.minCount) find(few, { min: plan.minCount, count });
    if (plan.maxCount !== undefined && count > plan.maxCount) find(many, { max: plan.maxCount, count });
  };
  const within = <T>(now: T, bound: (text: string) => T, low: string, high: string) => {
    if (plan.min !== undefined && now < bound(plan.min)) find(low, { min: plan.min });
    if (plan.max !== undefined && now > bound(plan.max)) find(high, { max: plan.max });
  };
  switch (field.slot!.kind) {
    case 'integer':
      if (!Number.isSafeInteger(value)) find('LC3004', { max: Number.MAX_SAFE_INTEGER });
      else within(value as number, Number, 'LC3001', 'LC3002');
      break;
    case 'decimal': {
      const scale = field.slot!.scale ?? 2;
      if (!isDecimal(value as number) || placesOf(value as number) > scale) find('LC3003', { scale });
      within(value as number, Number, 'LC3001', 'LC3002');
      break;
    }
    case 'date': within(value as string, text => text, 'LC3008', 'LC3009'); break;
    case 'time': within(value as string, text => tryReadTime(text)!, 'LC3008', 'LC3009'); break;
    case 'instant': within(Date.parse(value as string), Date.parse, 'LC3008', 'LC3009'); break;
    case 'text':
      if (plan.maxLength !== undefined) checkText(field, value as string, find);
      break;
    case 'codes': withCount((value as unknown[]).length, 'LC3011', 'LC3012'); break;
    case 'rows': withCount(cell.rows.length, 'LC3017', 'LC3018'); break;
    case 'files':
      withCount((value as unknown[]).length, 'LC3013', 'LC3014');
      for (const file of value as FileValue[]) checkFile(plan, file, find);
      break;
    case 'location': {
      const { latitude, longitude, accuracy } = value as { latitude: number; longitude: number; accuracy?: number };
      if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) || (accuracy !== undefined && !(accuracy >= 0)))
        find('LC3019', { latitude, longitude });
      break;
    }
  }
}

type Find = (code: string, args: Finding['args']) => void;

function checkText(field: Field, text: string, find: Find): void {
  const { type, minLength, maxLength, pattern } = field.plan;
  // What a person cannot have meant; lines end in texts of several.
  const control = (type === 'longText' ? /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/ : /[\0-\x1f\x7f-\x9f]/).exec(text);
  if (control !== null) find('LC3010', { code: `U+${control[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}` });
  const length = lengthOf(text);
  if (minLength !== undefined && length < minLength) find('LC3005', { min: minLength, length });
  if (length > maxLength!) find('LC3006', { max: maxLength, length });
  else if (field.pattern !== null && !field.pattern.test(text)) find('LC3007', { pattern });
}

// In code points; half a character counts as one.
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}

function checkFile({ maxSize, accept }: FieldPlan, { name, mediaType, size }: FileValue, find: Find): void {
  if (size > maxSize!) find('LC3015', { file: name, size, max: maxSize });
  if (accept!.length > 0 && !accept!.some(range => accepts(range, mediaType))) find('LC3016', { file: name, mediaType, accept: accept!.join(', ') });
}

// Parameters of a media type are not looked at.
function accepts(range: string, mediaType: string): boolean {
  const bare = mediaType.split(';', 1)[0]!.trim().toLowerCase();
  if (range === '*/*') return true;
  return range.endsWith('/*') ? bare.startsWith(range.slice(0, -1).toLowerCase()) : bare === range.toLowerCase();
}
