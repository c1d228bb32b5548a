// json-rules-engine: one engine made once; conditions are its conditions, values its dynamic facts, which are functions.
// The record is one fact whose parts a path resolver finds: cheaper than 190 facts a run and its JSONPath.
import { Engine } from 'json-rules-engine';
import { rules as functions } from './hand.mjs';

const conditions = [
  is('c1', 'yes'), is('c2', 'yes'), is('c3', 'yes'), is('c4', 'no'), is('c5', 'yes'), isNot('c6', 'na'), is('c7', 'yes'), is('c8', 'no'), isNot('c9', 'yes'),
  all(is('c1', 'yes'), is('c11', 'yes')),
  any(is('c12', 'yes'), is('c12', 'na')),
  any(is('c13', 'no'), is('c14', 'no')),
  all(is('c15', 'yes'), any(is('c16', 'no'), is('c16', 'na'))),
  all(is('c17', 'yes'), is('c18', 'yes'), is('c19', 'yes')),
  all(of('n1', 'greaterThan', 0), is('c20', 'no')),
  all(of('x1', 'greaterThan', 10), is('c21', 'yes')),
  of('n2', 'greaterThanInclusive', 2),
  of('n3', 'greaterThan', 0),
  is('n4', 100),
  any(isNot('c22', 'estate'), of('n5', 'greaterThanInclusive', 200)),
  all(isNot('d1', undefined), is('c23', 'yes')),
  isNot('d2', undefined),
  any(is('n6', undefined), of('n7', 'lessThanInclusive', { fact: 'record', path: 'n6' })),
  of('d3', 'notAfter', { fact: 'context', path: 'today' }),
  of('d4', 'notBefore', { fact: 'record', path: 'd3' }),
  of('c24', 'in', ['estate', 'garage', 'basement']),
  any({ fact: 'state', operator: 'notIn', value: ['draft', 'supplement'] }, { fact: 'context', path: 'roles', operator: 'doesNotContain', value: 'reviewer' }),
  any(of('m1', 'contains', 'other'), of('m2', 'contains', 'other')),
  all(of('supplies', 'someShort', true), of('people', 'allPaired', true)),
  of('t1', 'matches', /^1[3-9][0-9]{9}$/),
];

export default function ({ sample, records }) {
  const { today, me, record } = sample.context;
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: (value, path) => value[path] });
  engine.addOperator('notAfter', (date, other) => date <= other);
  engine.addOperator('notBefore', (date, other) => date >= other);
  engine.addOperator('matches', (text, pattern) => text !== undefined && pattern.test(text));
  engine.addOperator('someShort', (rows = []) => rows.some(row => (row.needed ?? 0) > (row.onHand ?? 0)));
  engine.addOperator('allPaired', (rows = []) => rows.every(row => row.paired === 'yes'));
  engine.addFact('context', { today, roles: me.roles });
  engine.addFact('state', record.state ?? 'draft');
  conditions.forEach((condition, i) => engine.addRule({ conditions: 'fact' in condition ? { all: [condition] } : condition, event: { type: 'holds', params: { i } } }));
  const names = functions.slice(conditions.length).map((value, i) => {
    engine.addFact(`v${i}`, async (_, almanac) => value(await almanac.factValue('record'), sample.context), { cache: false });
    return `v${i}`;
  });
  const bytes = records.map(text => Buffer.from(text));
  return async i => {
    const { events, almanac } = await engine.run({ record: JSON.parse(bytes[i].toString()) });
    const results = new Array(conditions.length).fill(false);
    for (const event of events) results[event.params.i] = true;
    return results.concat(await Promise.all(names.map(name => almanac.factValue(name))));
  };
}

function of(path, operator, value) {
  return { fact: 'record', path, operator, value };
}

function is(path, value) {
  return of(path, 'equal', value);
}

function isNot(path, value) {
  return of(path, 'notEqual', value);
}

function all(...parts) {
  return { all: parts };
}

function any(...parts) {
  return { any: parts };
}
