/** Decimal places that a decimal of the server can have. */
const mostPlaces = 28;
const one = 79228162514264337593543950335n; // the largest decimal, 2^96 - 1

/** A number as digits over a power of ten. */
interface Digits {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly scale: number;
}

/**
 * The decimal that a number is written as (its shortest digits, so 0.1 is 0.1); null when it is NaN, infinite or
 * beyond what a decimal of the server holds. Below 1e-28 it is 0.
 */
export function isDecimal(number: number): boolean {
  return digitsOf(number) !== null;
}

/** Decimal places that are needed to write a decimal: 1 for 2.50. */
export function placesOf(number: number): number {
  return digitsOf(number)!.scale;
}

/** Rounds half away from zero on the digits as JavaScript writes them; numbers beyond decimals stay as they are. */
export function round(number: number, digits: number): number {
  const places = Number.isNaN(digits) ? 0 : Math.min(Math.max(Math.trunc(digits), 0), 20);
  return roundTo(number, places);
}

/** The same without a limit on places. */
export function roundTo(number: number, places: number): number {
  const value = digitsOf(number);
  if (value === null) return number;
  const { digits, scale } = cut(value, places);
  const size = Number(`${digits}e-${scale}`);
  return value.negative ? -size : size;
}

function digitsOf(number: number): Digits | null {
  if (!Number.isFinite(number)) return null;
  const size = Math.abs(number);
  if (size < 1e-28) return { negative: false, digits: 0n, scale: 0 };
  if (size >= 7.9e28) return null;
  const [mantissa, exponent] = size.toExponential().split('e') as [string, string];
  const [whole, fraction = ''] = mantissa.split('.') as [string, string?];
  let scale = fraction.length - Number(exponent);
  let digits = BigInt(whole + fraction);
  if (scale < 0) {
    digits *= 10n ** BigInt(-scale);
    scale = 0;
  }
  if (digits > one && scale === 0) return null;
  return cut({ negative: number < 0, digits, scale }, mostPlaces);
}

function cut(value: Digits, places: number): Digits {
  if (value.scale <= places) return value;
  const unit = 10n ** BigInt(value.scale - places);
  const digits = (value.digits + unit / 2n) / unit;
  return { negative: value.negative, digits, scale: places };
}
