// The sixty rules as somebody would write them in JavaScript over a parsed record; what is not filled in is undefined.

const mobile = /^1[3-9][0-9]{9}$/;
const none = [];

/** Functions of the record and of what rules ask beside it: { today, me, record }. */
export const rules = [
  r => r.c1 === 'yes',
  r => r.c2 === 'yes',
  r => r.c3 === 'yes',
  r => r.c4 === 'no',
  r => r.c5 === 'yes',
  r => r.c6 !== 'na',
  r => r.c7 === 'yes',
  r => r.c8 === 'no',
  r => r.c9 !== 'yes',
  r => r.c1 === 'yes' && r.c11 === 'yes',
  r => r.c12 === 'yes' || r.c12 === 'na',
  r => r.c13 === 'no' || r.c14 === 'no',
  r => r.c15 === 'yes' && (r.c16 === 'no' || r.c16 === 'na'),
  r => r.c17 === 'yes' && r.c18 === 'yes' && r.c19 === 'yes',
  r => r.n1 > 0 && r.c20 === 'no',
  r => r.x1 > 10 && r.c21 === 'yes',
  r => r.n2 >= 2,
  r => r.n3 > 0,
  r => r.n4 === 100,
  r => r.c22 !== 'estate' || r.n5 >= 200,
  r => r.d1 !== undefined && r.c23 === 'yes',
  r => r.d2 !== undefined,
  r => r.n6 === undefined || r.n7 <= r.n6,
  (r, c) => r.d3 <= c.today,
  r => r.d4 >= r.d3,
  r => r.c24 === 'estate' || r.c24 === 'garage' || r.c24 === 'basement',
  (r, c) => !['draft', 'supplement'].includes(c.record.state ?? 'draft') || !c.me.roles.includes('reviewer'),
  r => (r.m1?.includes('other') || r.m2?.includes('other')) ?? false,
  r => rowsOf(r.supplies).some(row => (row.needed ?? 0) > (row.onHand ?? 0)) && rowsOf(r.people).every(row => row.paired === 'yes'),
  r => r.t1 !== undefined && mobile.test(r.t1),

  (r, c) => c.today,
  r => r.d3 === undefined ? null : addDays(r.d3, 14),
  () => 'general',
  () => 'piece',
  () => true,
  (r, c) => Number(c.today.slice(0, 4)),
  (r, c) => c.today.slice(5) >= '06-01' && c.today.slice(5) <= '09-30' ? 'inSeason' : 'preSeason',
  r => r.c40 === undefined ? null : r.c40.endsWith('Blue') ? 'IV' : r.c40.endsWith('Yellow') ? 'III' : r.c40.endsWith('Orange') ? 'II' : 'I',
  r => countNo([r.c1, r.c2, r.c3, r.c4, r.c5, r.c6]),
  r => countNo([r.c25, r.c26, r.c27, r.c28, r.c29, r.c30, r.c31, r.c32, r.c33, r.c34, r.c35, r.c36]),
  r => Math.max(0, (r.n10 ?? 0) - (r.n11 ?? 0)),
  r => sum(rowsOf(r.supplies), row => Math.max(0, (row.needed ?? 0) - (row.onHand ?? 0))),
  r => sum(rowsOf(r.people), row => row.persons ?? 0),
  r => count(rowsOf(r.people), row => row.paired === 'no'),
  (r, c) => count(rowsOf(r.supplies), row => row.expiresOn < c.today),
  r => Math.round(sum(rowsOf(r.supplies), row => (row.needed ?? 0) * (row.price ?? 0)) * 100) / 100,
  r => r.n12 === undefined ? null : Math.max(0, (r.n13 ?? 0) - r.n12),
  r => r.n14 > 0 && r.x2 !== undefined ? Math.round(r.x2 / r.n14 * 100) / 100 : null,
  r => r.n15 > 0 ? Math.round((r.n16 ?? 0) / r.n15 * 1000) / 10 : null,
  r => r.d5 === undefined || r.d3 === undefined ? null : Math.max(0, daysBetween(r.d3, r.d5)),
  r => Math.min(r.n17 ?? r.n18 ?? r.n19 ?? 0, r.n20 ?? 0),
  r => rowsOf(r.people).length === 0 ? null : rowsOf(r.people).reduce((last, row) => Math.max(last, row.persons ?? 0), 0),
  r => `${r.t3 ?? ''}（${r.n22 ?? 0}人）`,
  (r, c) => c.me.title,
  r => 13 + (r.n21 ?? 0),
  r => Math.round(((r.x3 ?? 0) * (r.n23 ?? 0) + (r.x4 ?? 0)) * 100) / 100,
  r => (r.m3?.length ?? 0) * 3,
  r => Math.max(0, 10 - 2 * count(rowsOf(r.supplies), row => (row.onHand ?? 0) < (row.needed ?? 0))),
  r => sum(rowsOf(r.people), row => row.group === 'elderly' ? row.persons ?? 0 : 0),
  r => -sum(rowsOf(r.people), row => row.group !== 'elderly' ? row.persons ?? 0 : 0),
];

export function addDays(date, days) {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

export function daysBetween(from, to) {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000;
}

export function sum(rows, of) {
  let total = 0;
  for (const row of rows) total += of(row);
  return total;
}

export function count(rows, which) {
  let found = 0;
  for (const row of rows) if (which(row)) found++;
  return found;
}

export function countNo(answers) {
  return count(answers, answer => answer === 'no');
}

function rowsOf(table) {
  return table ?? none;
}
