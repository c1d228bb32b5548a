// Form.io: its components are made once; each record goes through its processors of conditions and calculations.
import core from '@formio/core';
import { formioForm } from './formioForm.mjs';

const { processSync, ProcessorMap } = core;

export default function ({ sample, records }) {
  const components = formioForm(sample, 1, false);
  const processors = [ProcessorMap.calculate, ProcessorMap.conditions];
  const form = { components };
  const keys = sample.rules.map((rule, i) => rule.use === 'Condition' ? `k${i}` : rule.field);
  const bytes = records.map(text => Buffer.from(text));
  return i => {
    const data = JSON.parse(bytes[i].toString());
    const scope = processSync({ form, components, data, submission: { data }, scope: {}, processors });
    const hidden = new Set(scope.conditionals.filter(condition => condition.conditionallyHidden).map(condition => condition.path));
    return keys.map((key, i) => sample.rules[i].use === 'Condition' ? !hidden.has(key) : data[key]);
  };
}
