// The sample form for Form.io. Its conditions and calculations may be functions, which spares it the making of one from a
// text at each evaluation.
import { rules as functions } from './hand.mjs';
import { inSection, ruleIn } from './sections.mjs';

const types = {
  choice: { type: 'select', widget: 'html5' }, integer: { type: 'number' }, decimal: { type: 'number' }, boolean: { type: 'checkbox' }, choices: { type: 'select', multiple: true },
  date: { type: 'textfield' }, text: { type: 'textfield' }, longText: { type: 'textarea' },
};

/** Its components. Conditions hide: it knows no others beside checks. Those hide too when they are not to be validated. */
export function formioForm({ fields, rules, context }, sections, validates) {
  const components = new Map();
  for (let section = 0; section < sections; section++) {
    for (const field of fields) {
      const key = inSection(section, field.name);
      if (!components.has(key)) components.set(key, componentOf(field, key));
    }
    rules.forEach((rule, i) => {
      const of = ruleIn(section, functions[i], rule.text, context);
      let component = components.get(inSection(section, rule.field));
      if (rule.use !== 'Condition') component.calculateValue = ({ data }) => of(data) ?? undefined; // null leaves the old value
      else if (rule.place === 'check' && validates) component.validate = { custom: ({ data }) => of(data) || '!' };
      else {
        if (rule.place === 'check') components.set(`k${i}`, component = componentOf({ type: 'text' }, `k${i}`));
        component.customConditional = ({ data }) => of(data);
      }
    });
  }
  return [...components.values()];
}

function componentOf(field, key) {
  if (field.type === 'table') return { type: 'datagrid', key, input: true, components: field.fields.map(column => componentOf(column, column.name)) };
  return { ...types[field.type], key, input: true };
}
