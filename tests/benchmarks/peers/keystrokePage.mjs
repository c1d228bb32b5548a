// One engine in one page, over one form: it takes keystrokes and says what the form looks like.
import { inSection } from './sections.mjs';

const engines = { 'form-runtime': ours, 'survey-core': survey, '@formio/core': formio };

/** Gives { run(keystrokes), look() }: microseconds of each keystroke, and all that rules say of the form. */
export async function open(engine, sample, sections, record) {
  const names = sample.rules.flatMap(rule => [...Array(sections).keys()].map(section => ({ ...rule, name: inSection(section, rule.field) })));
  const unique = [...new Map(names.map(rule => [rule.name + rule.use, rule])).values()];
  const { set, look } = await engines[engine](sample, sections, structuredClone(record), unique);
  return {
    run: list => list.map(keystroke => {
      const start = performance.now();
      set(keystroke);
      return (performance.now() - start) * 1000;
    }),
    look: () => Object.fromEntries(unique.map(rule => [`${rule.name} ${rule.use}`, look(rule) ?? null])),
  };
}

async function ours({ context }, sections, record) {
  const { Form } = await import('/runtime/index.js');
  const live = new Form(await import(`/sample/form${sections}.mjs`)).open(record, {}, context);
  return {
    set({ name, table, row, value }) {
      live.set(table === undefined ? live.root.cell(name) : live.root.cell(table).rows[row].cell(name), value);
    },
    look({ name, use, place }) {
      const { value, state } = live.root.cell(name);
      if (use !== 'Condition') return value;
      return place === 'check' ? !state.findings.some(finding => finding.code === 'LC3106') : place === 'visible' ? state.relevant : state[place];
    },
  };
}

async function survey(sample, sections, record) {
  const { Model } = await import('survey-core');
  const { setContext, surveyForm } = await import('./surveyForm.mjs');
  const model = new Model(surveyForm(sample, sections, true));
  setContext(model, sample.context);
  model.data = record;
  const questions = new Map(model.getAllQuestions().map(question => [question.name, question]));
  // The rows of a matrix are made when they are first asked for.
  for (const question of questions.values()) void question.visibleRows;
  return {
    set({ name, table, row, value }) {
      const question = table === undefined ? questions.get(name) : questions.get(table).visibleRows[row].getQuestionByColumnName(name);
      question.value = value ?? undefined;
    },
    look({ name, use, place }) {
      const question = questions.get(name);
      if (use !== 'Condition') return question.value;
      if (place === 'check') return question.validate(false);
      return place === 'visible' ? question.isVisible : place === 'required' ? question.isRequired : question.isReadOnly;
    },
  };
}

// It has no form that is being filled in: after each keystroke all of it goes through the processors.
async function formio(sample, sections, data) {
  await import('/modules/@formio/core/dist/formio.core.min.js');
  const { processSync, ProcessorMap } = globalThis.FormioCore;
  const { formioForm } = await import('./formioForm.mjs');
  const components = formioForm(sample, sections, true);
  const processors = [ProcessorMap.calculate, ProcessorMap.conditions, ProcessorMap.validateCustom];
  const form = { components };
  let scope;
  evaluate();
  return {
    set({ name, table, row, value }) {
      const at = table === undefined ? data : data[table][row];
      if (value === null) delete at[name];
      else at[name] = value;
      evaluate();
    },
    look({ name, use, place }) {
      if (use !== 'Condition') return data[name];
      if (place === 'check') return !scope.errors?.some(error => error.context.path === name);
      return !scope.conditionals.some(condition => condition.path === name && condition.conditionallyHidden);
    },
  };

  function evaluate() {
    scope = processSync({ form, components, data, submission: { data }, scope: {}, processors });
  }
}
