import { failures, limits, RuleFailure } from './failures.js';

type Scalar = string | number | boolean | null | undefined;

/** join and concat as rules call them: JavaScript's own, with a limit. Under symbols, so nobody else sees them. */
export const join = Symbol('join');
export const concat = Symbol('concat');

/** The operator +. */
export function add(left: Scalar, right: Scalar): unknown {
  return typeof left === 'string' || typeof right === 'string' ? limited(String(left) + String(right)) : Number(left) + Number(right);
}

/** A template literal's parts, one behind the other. */
export function template(...parts: unknown[]): string {
  let text = '';
  for (const part of parts) text = limited(text + String(part));
  return text;
}

/** The text, unless it is too long. */
export function limited(text: string): string {
  if (text.length > limits.characters) throw new RuleFailure(failures.textLength, { max: limits.characters });
  return text;
}

function joined(this: unknown[], separator?: string): string {
  const between = separator === undefined ? ',' : String(separator);
  let text = '';
  for (let i = 0; i < this.length; i++) {
    const item = this[i];
    text = limited(text + (i > 0 ? between : '') + (item === null || item === undefined ? '' : String(item)));
  }
  return text;
}

function listConcat(this: unknown[], ...more: unknown[]): unknown[] {
  let length = this.length;
  for (const item of more) length += Array.isArray(item) ? item.length : 1;
  if (length > limits.items) throw new RuleFailure(failures.listLength, { max: limits.items });
  return this.concat(...more);
}

function textConcat(this: string, ...more: unknown[]): string {
  return template(String(this), ...more);
}

function define(prototype: object, name: symbol, value: unknown): void {
  if (!Object.hasOwn(prototype, name)) Object.defineProperty(prototype, name, { value });
}

define(Array.prototype, join, joined);
define(Array.prototype, concat, listConcat);
define(String.prototype, concat, textConcat);
