import { Formio } from '@formio/js';
import '@formio/js/dist/formio.full.min.css';
import { formioForm } from '../../peers/formioForm.mjs';

let form;

window.engine = {
  async open(sample, sections, record) {
    form = await Formio.createForm(document.getElementById('form'), { components: formioForm(sample, sections, true) });
    await form.setSubmission({ data: record });
  },
  isThere: () => document.querySelector('#form input') !== null,
  inputOf: name => `[name="data[${name}]"]`,
  valueOf: name => form.data[name] ?? null,
  isShown: name => form.getComponent(name)?.visible === true,
};
