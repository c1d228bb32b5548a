// The sample form for SurveyJS. Conditions are its expressions; values are functions that its expressions call.
import { FunctionFactory } from 'survey-core';
import { rules as functions } from './hand.mjs';
import { inSection, namesIn } from './sections.mjs';

const conditions = [
  "{c1} = 'yes'", "{c2} = 'yes'", "{c3} = 'yes'", "{c4} = 'no'", "{c5} = 'yes'", "{c6} <> 'na'", "{c7} = 'yes'", "{c8} = 'no'", "{c9} <> 'yes'",
  "{c1} = 'yes' and {c11} = 'yes'",
  "{c12} = 'yes' or {c12} = 'na'",
  "{c13} = 'no' or {c14} = 'no'",
  "{c15} = 'yes' and ({c16} = 'no' or {c16} = 'na')",
  "{c17} = 'yes' and {c18} = 'yes' and {c19} = 'yes'",
  "{n1} > 0 and {c20} = 'no'",
  "{x1} > 10 and {c21} = 'yes'",
  '{n2} >= 2',
  '{n3} > 0',
  '{n4} = 100',
  "{c22} <> 'estate' or {n5} >= 200",
  "{d1} notempty and {c23} = 'yes'",
  '{d2} notempty',
  '{n6} empty or {n7} <= {n6}',
  '{d3} <= {today}',
  '{d4} >= {d3}',
  "{c24} = 'estate' or {c24} = 'garage' or {c24} = 'basement'",
  "!({state} = 'draft' or {state} = 'supplement') or {roles} notcontains 'reviewer'",
  "{m1} contains 'other' or {m2} contains 'other'",
  'rule28({supplies}, {people})',
  'rule29({t1})',
];
const types = {
  choice: { type: 'dropdown' }, integer: { type: 'text', inputType: 'number' }, decimal: { type: 'text', inputType: 'number' }, boolean: { type: 'boolean' },
  choices: { type: 'checkbox' }, date: { type: 'text', inputType: 'date' }, text: { type: 'text' }, longText: { type: 'comment' },
};
const properties = { visible: 'visibleIf', required: 'requiredIf', readonly: 'enableIf' };

/** The model's JSON. All conditions hide when checks are not to be validated. */
export function surveyForm({ fields, rules, options, context }, sections, validates) {
  rules.forEach((rule, i) => {
    const names = namesIn(rule.text);
    FunctionFactory.Instance.register(`rule${i}`, values => functions[i](Object.fromEntries(names.map((name, n) => [name, values[n] ?? undefined])), context));
  });
  const elements = new Map();
  for (let section = 0; section < sections; section++) {
    for (const field of fields) {
      const name = inSection(section, field.name);
      if (!elements.has(name)) elements.set(name, questionOf(field, name, options));
    }
    rules.forEach((rule, i) => {
      const name = inSection(section, rule.field);
      const question = elements.get(name);
      const expression = inSection(section, conditions[i] ?? `rule${i}(${namesIn(rule.text).map(field => `{${field}}`).join(', ')})`);
      if (rule.use !== 'Condition') elements.set(name, { type: 'expression', name, expression });
      else if (!validates) elements.set(`k${i}`, { type: 'text', name: `k${i}`, visibleIf: expression });
      else if (rule.place === 'check') question.validators = [{ type: 'expression', expression }];
      else question[properties[rule.place]] = rule.place === 'readonly' ? `!(${expression})` : expression;
    });
  }
  return { elements: [...elements.values()], checkErrorsMode: 'onValueChanged', clearInvisibleValues: 'none', textUpdateMode: 'onTyping' };
}

/** What the rules ask beside the record. */
export function setContext(model, { today, me, record }) {
  model.setVariable('today', today);
  model.setVariable('roles', me.roles);
  model.setVariable('state', record.state ?? 'draft');
}

function questionOf(field, name, options) {
  if (field.type === 'table')
    return { type: 'matrixdynamic', name, rowCount: 0, columns: field.fields.map(({ name, type, options: list }) => ({ name, ...cellOf(type), choices: options[list] })) };
  return { name, ...types[field.type], choices: options[field.options] };
}

function cellOf(type) {
  const { type: cellType, inputType } = types[type];
  return { cellType, inputType };
}
