import { Model } from 'survey-core';
import 'survey-core/survey-core.css';
import { SurveyComponent } from 'survey-vue3-ui';
import { createApp } from 'vue';
import { setContext, surveyForm } from '../../peers/surveyForm.mjs';

let model;

window.engine = {
  open(sample, sections, record) {
    model = new Model(surveyForm(sample, sections, true));
    setContext(model, sample.context);
    model.data = record;
    createApp(SurveyComponent, { model }).mount('#form');
  },
  isThere: () => document.querySelector('.sd-root-modern input') !== null,
  inputOf: name => `[data-name="${name}"] :is(input, textarea)`,
  valueOf: name => model.getQuestionByName(name).value ?? null,
  isShown: name => document.querySelector(`[data-name="${name}"]`) !== null,
};
