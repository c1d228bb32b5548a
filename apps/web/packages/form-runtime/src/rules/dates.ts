import { failures, RuleFailure } from './failures.js';

/** A calendar date as its year, month (from 1) and day. */
export type CalendarDate = readonly [year: number, month: number, day: number];

const dateForm = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeForm = /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/;
const instantForm = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.(\d{3})Z$/;
const millisecondsOfDay = 86_400_000;

/** Reads a date as rules see it, 2026-06-01; null when the text is none. */
export function tryReadDate(text: string): CalendarDate | null {
  const parts = dateForm.exec(text);
  return parts === null ? null : dateOf(Number(parts[1]), Number(parts[2]), Number(parts[3]));
}

/** The date of a year, month and day, cut to whole numbers; null when there is no such day. */
export function dateOf(year: number, month: number, day: number): CalendarDate | null {
  const [y, m, d] = [Math.trunc(year), Math.trunc(month), Math.trunc(day)];
  if (!(y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1)) return null;
  return d <= daysInMonth(y, m) ? [y, m, d] : null;
}

/** Reads a time of day, with or without seconds, as hh:mm:ss; null when the text is none. */
export function tryReadTime(text: string): string | null {
  const parts = timeForm.exec(text);
  return parts === null ? null : `${parts[1]}:${parts[2]}:${parts[3] ?? '00'}`;
}

/** Reads an instant in the form that rules see, as milliseconds; null when the text is none. */
export function tryReadInstant(text: string): number | null {
  const parts = instantForm.exec(text);
  const date = parts === null ? null : tryReadDate(parts[1]!);
  if (parts === null || date === null) return null;
  return dayNumber(date) * millisecondsOfDay + Number(parts[2]) * 3_600_000 + Number(parts[3]) * 60_000 + Number(parts[4]) * 1000 + Number(parts[5]);
}

export function writeDate([year, month, day]: CalendarDate): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const number = dayNumber(date) + Math.trunc(days);
  if (!(number >= dayNumber([1, 1, 1]) && number <= dayNumber([9999, 12, 31]))) throw new RuleFailure(failures.dateRange);
  const at = new Date(number * millisecondsOfDay);
  return [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
}

/** The same day of a later or earlier month, or its last day when it has no such day. */
export function addMonths([year, month, day]: CalendarDate, months: number): CalendarDate {
  const count = year * 12 + month - 1 + Math.trunc(months);
  const [y, m] = [Math.floor(count / 12), count - Math.floor(count / 12) * 12 + 1];
  if (!(y >= 1 && y <= 9999)) throw new RuleFailure(failures.dateRange);
  return [y, m, Math.min(day, daysInMonth(y, m))];
}

/** Days from one date to another; negative when the second is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** Whole months from one date to another, cut towards zero. */
export function monthsBetween(from: CalendarDate, to: CalendarDate): number {
  if (dayNumber(to) < dayNumber(from)) return 0 - monthsBetween(to, from);
  const months = (to[0] - from[0]) * 12 + to[1] - from[1];
  return dayNumber(addMonths(from, months)) > dayNumber(to) ? months - 1 : months;
}

/** Full years lived on a day; who was born on 29 February has a birthday on 28 February in short years. */
export function age(birth: CalendarDate, on: CalendarDate): number {
  const years = on[0] - birth[0];
  return dayNumber(addMonths(birth, years * 12)) > dayNumber(on) ? years - 1 : years;
}

/** 1 for Monday to 7 for Sunday. */
export function weekday(date: CalendarDate): number {
  return ((dayNumber(date) + 3) % 7 + 7) % 7 + 1;
}

// Days since 1970-01-01. Date.UTC takes the years 0 to 99 for 1900 to 1999, so the year is set by itself.
function dayNumber([year, month, day]: CalendarDate): number {
  return new Date(0).setUTCFullYear(year, month - 1, day) / millisecondsOfDay;
}

function daysInMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
}
