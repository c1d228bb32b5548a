// SurveyJS: one model of the whole form, made once, that is given each record as its data.
import { Model } from 'survey-core';
import { setContext, surveyForm } from './surveyForm.mjs';

export default function ({ sample, records }) {
  const model = new Model(surveyForm(sample, 1, false));
  setContext(model, sample.context);
  const readers = sample.rules.map((rule, i) => {
    const question = model.getQuestionByName(rule.use === 'Condition' ? `k${i}` : rule.field);
    return rule.use === 'Condition' ? () => question.isVisible : () => question.value;
  });
  const bytes = records.map(text => Buffer.from(text));
  return i => {
    model.data = JSON.parse(bytes[i].toString());
    return readers.map(read => read());
  };
}
