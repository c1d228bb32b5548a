// Runs rules in this process's V8, for DifferentialTests: one JSON request a line, one JSON answer a line.
// Each rule runs twice: as the module that publishing emits, and as its author's text, so that reading rules is compared too.
// Arguments: the folder of the built form runtime.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const runtime = `${pathToFileURL(process.argv[2])}/rules/`;
const { RuleProgram } = await import(`${runtime}program.js`);
const { Library } = await import(`${runtime}library.js`);
const { cellsOf, rowsAt } = await import(`${runtime}records.js`);
const { inspect } = await import(`${runtime}results.js`);
const { emptyOf } = await import(`${runtime}values.js`);
const { failureOf } = await import(`${runtime}failures.js`);

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  const module = await import(`data:text/javascript;base64,${Buffer.from(request.module).toString('base64')}`);
  const context = { ...request.context, find: (set, id) => request.references[set]?.[id] ?? null };
  const program = new RuleProgram(module);
  const library = new Library({ patterns: [], options: [], lookups: [] });
  const names = named(library, request, context);
  // A field may have a function's name: a call is always the function's.
  const calls = new RegExp(`(?<![.\\w])(${Object.keys(names).join('|')})\\(`, 'g');
  const texts = request.rules.map(rule => new Function('library', 'scope', 'option', `with (scope) return (${rule.text.replace(calls, 'library.$1(')}\n);`));
  console.log(JSON.stringify(request.runs.map(({ record, hidden, rule, at, option = undefined }) => {
    const root = cellsOf(record, module.shape);
    const rows = rowsAt(root, module.shape, at);
    for (const path of hidden.reverse()) hide(root, module.shape, path); // a table after what lies in it
    program.begin(context);
    library.begin(context);
    return [
      shown(option, () => program.run(rule, rows, option)),
      shown(option, () => (library.beginRule(option), texts[rule](names, scopeOf(rows, shapesAt(module.shape, at), { me: context.me, record: context.record }), option))),
    ];
  })));
}

function shown(option, evaluate) {
  try {
    const result = evaluate();
    return option ? (result ? 'offers' : 'does not offer') : `${written(inspect(result))} ${result ? 'holds' : 'does not hold'}`;
  } catch (error) {
    return `!${failureOf(error).code}`;
  }
}

// As the tests write results: numbers by their bits, so that no two ways of writing them meet.
function written(value) {
  if (typeof value === 'number') {
    const bits = new DataView(new ArrayBuffer(8));
    bits.setFloat64(0, value);
    return `#${bits.getBigUint64(0).toString(16)}`;
  }
  if (Array.isArray(value)) return `[${value.map(written)}]`;
  return typeof value === 'string' ? JSON.stringify(value.replace(/[^ -~]|["\\]/g, unit => `<${unit.charCodeAt(0).toString(16)}>`)) : JSON.stringify(value);
}

// What rules may call, under the names that authors write.
function named(library, { titles, parents, lookups }, context) {
  const [,,,,,,,, today, now, date, addDays, addMonths, addYears, daysBetween, monthsBetween, hoursBetween, year, month, day, weekday, age,
    , sum, average, min, max, distinct, isEmpty, round] = library.arguments();
  const over = of => (list, f) => of(f === undefined ? list : list.map(f));
  const option = texts => code => Array.isArray(code) ? code.map(option(texts)) : texts[code] ?? null;
  return {
    today, now, date, addDays, addMonths, addYears, daysBetween, monthsBetween, hoursBetween, year, month, day, weekday, age, isEmpty, round,
    count: (list, f) => (f === undefined ? list : list.filter(f)).length,
    sum: over(sum), average: over(average), min: over(min), max: over(max), distinct: over(distinct),
    title: option(titles), parent: option(parents),
    lookup: (id, path) => {
      const value = id === null ? null : context.find(lookups.set, id)?.[path];
      return value ?? (lookups.lists.includes(path) ? [] : null);
    },
  };
}

// The names that a rule at a row may use: its own fields hide those of the rows around it.
function scopeOf(rows, shapes, facts) {
  let scope = facts;
  for (let i = rows.length - 1; i >= 0; i--) scope = Object.assign(Object.create(scope), fieldsOf(rows[i], shapes[i]));
  return scope;
}

function fieldsOf(cells, shape) {
  if (cells.$named !== undefined) return cells.$named; // the same object each time: a rule may compare objects
  const fields = Object.defineProperty(cells, '$named', { value: {}, enumerable: false }).$named;
  shape.forEach((slot, index) => {
    const parts = slot.path.split('.');
    let object = fields;
    for (const part of parts.slice(0, -1)) object = object[part] ??= {};
    object[parts.at(-1)] = objectOf(cells[index], slot);
  });
  return fields;
}

function objectOf(value, slot) {
  if (slot.kind === 'rows') return value.map(row => fieldsOf(row, slot.rows));
  if (slot.kind === 'location') return value && { latitude: value[0], longitude: value[1], accuracy: value[2] };
  return slot.kind === 'files' ? value.map(file => ({ name: file[0], mediaType: file[1], size: file[2] })) : value;
}

function shapesAt(shape, at) {
  const shapes = [shape];
  for (const part of at.split('.').filter(part => part !== '')) shapes.unshift(shapes[0].find(slot => slot.path === part.slice(0, part.indexOf('['))).rows);
  return shapes;
}

function hide(root, shape, path) {
  const dot = path.lastIndexOf('].') + 1;
  const cells = rowsAt(root, shape, path.slice(0, dot))[0];
  const slots = shapesAt(shape, path.slice(0, dot))[0];
  const index = slots.findIndex(slot => slot.path === (dot === 0 ? path : path.slice(dot + 1)));
  cells[index] = emptyOf(slots[index].kind);
}
