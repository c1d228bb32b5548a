/** Whether two stored values, or lists of findings' parts, have the same content: plain JSON, compared by what is in it. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, i) => same(item, other[i]));
  const names = Object.keys(one);
  return names.length === Object.keys(other).length
    && names.every(name => same((one as Record<string, unknown>)[name], (other as Record<string, unknown>)[name]));
}
