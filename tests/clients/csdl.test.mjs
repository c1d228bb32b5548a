// Readers of metadata: OASIS' own converters of CSDL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import csdl from 'odata-csdl';
import { csdl2openapi } from 'odata-openapi';
import { ask, server } from './support/service.mjs';

const apps = ['flood-readiness', 'community-base', 'demonstration-community'];
const metadata = (app, format) => ask(`${server}/odata/${app}/$metadata?$format=${format}`, { headers: { 'Accept-Language': 'en' } });

/** Without what may be left out: a precision of no digits is what is meant when none is named. */
const normal = value => Array.isArray(value) ? value.map(normal)
  : value === null || typeof value !== 'object' ? value
  : Object.fromEntries(Object.entries(value).filter(([key, inner]) => !(key === '$Precision' && inner === 0)).map(([key, inner]) => [key, normal(inner)]));

for (const app of apps) {
  test(`the metadata of ${app} says the same in XML and in JSON`, async () => {
    const messages = [];
    const fromXml = csdl.xml2json(await metadata(app, 'xml'), { strict: true, messages });
    assert.deepEqual(messages, []);
    assert.deepEqual(normal(await metadata(app, 'json')), normal(fromXml));
  });

  test(`an OpenAPI description can be derived from the metadata of ${app}`, async () => {
    const messages = [];
    const derived = csdl2openapi(await metadata(app, 'json'), { messages });
    assert.deepEqual(messages, []);
    assert.ok(Object.keys(derived.paths).length > 10);
  });
}
