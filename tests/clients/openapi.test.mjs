// The OpenAPI description: valid, true, and about the same addresses that OASIS' converter derives from our metadata.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Validator } from '@seriousme/openapi-schema-validator';
import { csdl2openapi } from 'odata-openapi';
import { ask, authorization, inspector, server } from './support/service.mjs';

const apps = ['flood-readiness', 'community-base', 'demonstration-community'];
const get = (app, path, language) => ask(`${server}/odata/${app}/${path}`, { headers: { 'Accept-Language': language } });

const operations = document => Object.entries(document.paths).flatMap(([path, item]) =>
  Object.keys(item).filter(method => method !== 'parameters').map(method => ({ path, method })));

/** Parameters have other names in the other's document. */
const plain = ({ path, method }) => `${method} ${path.replace(/\{[^}]*\}/g, '{}')}`;

for (const app of apps) {
  test(`the description of ${app} is valid OpenAPI 3.1 in both languages`, async () => {
    const [chinese, english] = [await get(app, '$openapi', 'zh-CN'), await get(app, '$openapi', 'en')];
    for (const document of [chinese, english])
      assert.deepEqual(await new Validator().validate(structuredClone(document)), { valid: true });
    assert.equal(chinese.openapi, '3.1.0');
    assert.match(chinese.info.title, /[一-龥]/);
    assert.notDeepEqual(chinese.tags, english.tags);
    assert.match(english.tags.find(tag => tag.name === 'tasks').description, /^[ -~]+$/);
    const ids = operations(chinese).map(({ path, method }) => chinese.paths[path][method].operationId);
    assert.equal(new Set(ids).size, ids.length);
  });

  test(`the description of ${app} has what can be derived from its metadata`, async () => {
    const derived = new Set(operations(csdl2openapi(await get(app, '$metadata?$format=json', 'en'))).map(plain));
    const ours = new Set(operations(await get(app, '$openapi', 'en')).map(plain));
    const missing = [...derived].filter(one => !ours.has(one));
    const more = [...ours].filter(one => !derived.has(one));
    assert.deepEqual(missing, []);
    // What replaces, changes many or uploads cannot be derived.
    assert.deepEqual(more.filter(one => !/^put |^patch \/\w+$|^post \/attachments$/.test(one)), []);
  });

  test(`every method that the description of ${app} names is there`, async () => {
    const document = await get(app, '$openapi', 'en');
    const wrong = [];
    for (const { path, method } of operations(document)) {
      const address = `${server}/odata/${app}${path.replace(/\{[^}]*\}/g, () => crypto.randomUUID())}`;
      const response = await fetch(address, { method: method.toUpperCase(), headers: { Authorization: authorization(inspector) } });
      const text = await response.text();
      if (response.status === 405 || response.status === 501 || response.status >= 500 || text.includes('"LC6001"'))
        wrong.push(`${method} ${path}: ${response.status} ${text}`);
    }
    assert.deepEqual(wrong, []);
  });
}
