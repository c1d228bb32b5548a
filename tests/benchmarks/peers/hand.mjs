// The sixty rules as somebody would write them in JavaScript over a parsed record; what is not filled in is undefined.

const mobile = /^1[3-9][0-9]{9}$/;

export function fill(r, { today, me, record }, out) {
  const [supplies, people] = [r.supplies ?? [], r.people ?? []];
  out[0] = r.c1 === 'yes';
  out[1] = r.c2 === 'yes';
  out[2] = r.c3 === 'yes';
  out[3] = r.c4 === 'no';
  out[4] = r.c5 === 'yes';
  out[5] = r.c6 !== 'na';
  out[6] = r.c7 === 'yes';
  out[7] = r.c8 === 'no';
  out[8] = r.c9 !== 'yes';
  out[9] = r.c1 === 'yes' && r.c11 === 'yes';
  out[10] = r.c12 === 'yes' || r.c12 === 'na';
  out[11] = r.c13 === 'no' || r.c14 === 'no';
  out[12] = r.c15 === 'yes' && (r.c16 === 'no' || r.c16 === 'na');
  out[13] = r.c17 === 'yes' && r.c18 === 'yes' && r.c19 === 'yes';
  out[14] = r.n1 > 0 && r.c20 === 'no';
  out[15] = r.x1 > 10 && r.c21 === 'yes';
  out[16] = r.n2 >= 2;
  out[17] = r.n3 > 0;
  out[18] = r.n4 === 100;
  out[19] = r.c22 !== 'estate' || r.n5 >= 200;
  out[20] = r.d1 !== undefined && r.c23 === 'yes';
  out[21] = r.d2 !== undefined;
  out[22] = r.n6 === undefined || r.n7 <= r.n6;
  out[23] = r.d3 <= today;
  out[24] = r.d4 >= r.d3;
  out[25] = r.c24 === 'estate' || r.c24 === 'garage' || r.c24 === 'basement';
  out[26] = !['draft', 'supplement'].includes(record.state ?? 'draft') || !me.roles.includes('reviewer');
  out[27] = (r.m1?.includes('other') || r.m2?.includes('other')) ?? false;
  out[28] = supplies.some(row => (row.needed ?? 0) > (row.onHand ?? 0)) && people.every(row => row.paired === 'yes');
  out[29] = r.t1 !== undefined && mobile.test(r.t1);

  out[30] = today;
  out[31] = addDays(r.d3, 14);
  out[32] = 'general';
  out[33] = 'piece';
  out[34] = true;
  out[35] = Number(today.slice(0, 4));
  out[36] = today.slice(5) >= '06-01' && today.slice(5) <= '09-30' ? 'inSeason' : 'preSeason';
  out[37] = r.c40 === undefined ? null : r.c40.endsWith('Blue') ? 'IV' : r.c40.endsWith('Yellow') ? 'III' : r.c40.endsWith('Orange') ? 'II' : 'I';
  out[38] = countNo([r.c1, r.c2, r.c3, r.c4, r.c5, r.c6]);
  out[39] = countNo([r.c25, r.c26, r.c27, r.c28, r.c29, r.c30, r.c31, r.c32, r.c33, r.c34, r.c35, r.c36]);
  out[40] = Math.max(0, (r.n10 ?? 0) - (r.n11 ?? 0));
  out[41] = sum(supplies, row => Math.max(0, (row.needed ?? 0) - (row.onHand ?? 0)));
  out[42] = sum(people, row => row.persons ?? 0);
  out[43] = count(people, row => row.paired === 'no');
  out[44] = count(supplies, row => row.expiresOn < today);
  out[45] = Math.round(sum(supplies, row => (row.needed ?? 0) * (row.price ?? 0)) * 100) / 100;
  out[46] = r.n12 === undefined ? null : Math.max(0, (r.n13 ?? 0) - r.n12);
  out[47] = r.n14 > 0 && r.x2 !== undefined ? Math.round(r.x2 / r.n14 * 100) / 100 : null;
  out[48] = r.n15 > 0 ? Math.round((r.n16 ?? 0) / r.n15 * 1000) / 10 : null;
  out[49] = r.d5 === undefined ? null : Math.max(0, daysBetween(r.d3, r.d5));
  out[50] = Math.min(r.n17 ?? r.n18 ?? r.n19 ?? 0, r.n20 ?? 0);
  out[51] = people.length === 0 ? null : people.reduce((last, row) => Math.max(last, row.persons ?? 0), 0);
  out[52] = `${r.t3 ?? ''}（${r.n22 ?? 0}人）`;
  out[53] = me.title;
  out[54] = 13 + (r.n21 ?? 0);
  out[55] = Math.round(((r.x3 ?? 0) * (r.n23 ?? 0) + (r.x4 ?? 0)) * 100) / 100;
  out[56] = (r.m3?.length ?? 0) * 3;
  out[57] = Math.max(0, 10 - 2 * count(supplies, row => (row.onHand ?? 0) < (row.needed ?? 0)));
  out[58] = sum(people, row => row.group === 'elderly' ? row.persons ?? 0 : 0);
  out[59] = -sum(people, row => row.group !== 'elderly' ? row.persons ?? 0 : 0);
  return out;
}

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
