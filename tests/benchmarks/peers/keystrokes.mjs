// What a person does to the sample form: one field's new value a keystroke, the same for the same seed.
import { inSection, namesIn } from './sections.mjs';

/**
 * Half of the keystrokes fall on fields that rules read, half on any field that people enter, cells of tables among them.
 * The dates and the number that checks belong to are never cleared: the engines differ on checks of empty fields.
 */
export function keystrokes({ fields, rules, options }, sections, record, count) {
  const random = seeded(7);
  const pick = list => list[Math.floor(random() * list.length)];
  const read = new Set(rules.flatMap(rule => namesIn(rule.text)));
  const cells = fields.filter(field => !/^[kv]/.test(field.name)).flatMap(field => field.type === 'table'
    ? field.fields.map(column => ({ ...column, table: field.name }))
    : [field]);
  const all = [...Array(sections).keys()].flatMap(section => cells.map(cell => ({ ...cell, ...placeOf(cell, section) })));
  const readers = all.filter(cell => cell.isRead);
  return Array.from({ length: count }, () => {
    const cell = pick(random() < 0.5 ? readers : all);
    const { name, table, isRead } = cell;
    const row = table === undefined ? undefined : Math.floor(random() * record[table].length);
    return { name, table, row, isRead, value: valueOf(cell) };
  });

  function placeOf({ name, table }, section) {
    return table === undefined
      ? { name: inSection(section, name), isRead: read.has(name), keeps: ['d3', 'd4', 'n7'].includes(name) }
      : { name, table: inSection(section, table), isRead: read.has(table) };
  }

  function valueOf({ type, options: list, keeps }) {
    if (!keeps && random() < 0.1) return null;
    switch (type) {
      case 'choice': return pick(options[list]);
      case 'choices': return [...new Set([pick(options[list]), pick(options[list])])];
      case 'boolean': return random() < 0.5;
      case 'integer': return random() < 0.2 ? 100 : Math.floor(random() * 400);
      case 'decimal': return Math.floor(random() * 50_000) / 100;
      case 'date': return `2026-0${1 + Math.floor(random() * 9)}-${10 + Math.floor(random() * 18)}`;
      default: return random() < 0.3 ? '13812345678' : `输入${Math.floor(random() * 1000)}`;
    }
  }
}

/** A record of several sections, each filled in as one of the benchmark's records; calculated fields are left out. */
export function recordOf(records, sections) {
  const record = {};
  for (let section = 0, from = 0; section < sections; section++, from++) {
    while (!('supplies' in records[from] && 'people' in records[from])) from++;
    for (const [name, value] of Object.entries(records[from]))
      if (name[0] !== 'v') record[inSection(section, name)] ??= value;
  }
  return record;
}

// Mulberry32.
function seeded(state) {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
