// o.js: a thin client that sends what it is given and takes answers apart.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { o } from 'odata';
import { ask, authorization, base, flood, inspector, newSite, unique } from './support/service.mjs';

const open = (root, more = {}) => o(root, { headers: { Authorization: authorization(inspector), 'Content-Type': 'application/json', 'Accept-Language': 'en' }, ...more });

/** For batches: its parts take the headers of requests as they are, the batch itself needs an object of the browser's kind. */
const openBatch = (root, batch) => o(root, {
  headers: new Headers({ Authorization: authorization(inspector), 'Content-Type': 'application/json' }),
  batch: { boundaryPrefix: 'batch_', changsetBoundaryPrefix: 'changset_', endpoint: '$batch', headers: new Headers({ Authorization: authorization(inspector) }), ...batch },
});

const failure = async promise => {
  try {
    await promise;
    return null;
  } catch (response) {
    return { status: response.status, ...(await response.json()).error };
  }
};

let site;
before(async () => site = await newSite(unique('o.js 活动室')));

const inspection = short => ({ siteId: site.id, hasSupplies: 'yes', supplies: [{ item: 'sandbag', needed: short, onHand: 0 }] });

test('sets are queried', async () => {
  for (const short of [10, 20, 30])
    await open(flood).post('inspection', inspection(short)).query();
  const found = await open(flood).get('inspection').query({
    $filter: `siteId eq ${site.id} and totalShort ge 20`, $orderby: 'totalShort desc', $select: 'totalShort', $expand: 'site($select=name)', $top: 5, $count: true,
  });
  assert.deepEqual(found.map(one => [one.totalShort, one.site.name]), [[30, site.name], [20, site.name]]);
  const response = await open(flood).get('inspection').fetch({ $filter: `siteId eq ${site.id}`, $top: 1, $count: true });
  assert.equal((await response.json())['@odata.count'], 3);
  assert.equal(await open(flood).get('inspection/$count').query({ $filter: `siteId eq ${site.id}` }), 3);
  const groups = await open(flood).get('inspection').query({ $apply: `filter(siteId eq ${site.id})/groupby((state),aggregate(totalShort with sum as short))` });
  assert.deepEqual(groups.map(({ state, short }) => ({ state, short })), [{ state: 'draft', short: 60 }]);
});

test('several requests are asked one after another', async () => {
  const [me, sites] = await open(flood).get('me').get('community_base__site').query();
  assert.equal(me.name, inspector);
  assert.ok(sites.some(one => one.id === site.id));
});

test('records are made, changed and deleted, mistakes told', async () => {
  const contact = await open(base).post('contact', { name: unique('王五'), duty: 'gridWorker', phone: '13800000000' }).query();
  assert.equal(contact['@odata.etag'], 'W/"1"');
  const changed = await open(base).patch(`contact(${contact.id})`, { note: '改过' }).query();
  assert.equal(changed.note, '改过');
  const stale = open(base, { headers: { Authorization: authorization(inspector), 'Content-Type': 'application/json', 'If-Match': contact['@odata.etag'] } });
  assert.equal((await failure(stale.patch(`contact(${contact.id})`, { note: '不行' }).query())).status, 412);
  const wrong = await failure(open(base).patch(`contact(${contact.id})`, { phone: 'none', duty: 'king' }).query());
  assert.deepEqual([wrong.status, wrong.details.map(detail => detail.target).sort()], [422, ['duty', 'phone']]);
  assert.equal((await open(base).delete(`contact(${contact.id})`).query()).status, 204);
  assert.equal((await failure(open(base).get(`contact(${contact.id})`).query())).status, 404);
});

test('an action and a function', async () => {
  const { id } = await ask(flood + 'siteCheck', { method: 'POST', body: { siteId: site.id } });
  const next = await open(flood).get(`siteCheck(${id})/flood_readiness.availableTransitions()`).query();
  assert.deepEqual(next.map(transition => [transition.name, transition.title]), [['submit', 'Submit']]);
  const done = await open(flood).post(`siteCheck(${id})/submit`, { changes: { drainage: { wells: 'yes', covers: 'yes', roof: 'yes' }, stock: { lightsSigns: 'yes' } } }).query();
  assert.equal(done.state, 'submitted');
});

for (const useRelativeURLs of [false, true]) {
  test(`requests go together in a batch, with ${useRelativeURLs ? 'relative' : 'absolute'} addresses`, async () => {
    const { id } = await open(flood).post('inspection', inspection(1)).query();
    const answers = await openBatch(flood, { useRelativeURLs })
      .get(`inspection(${id})`).post('inspection', inspection(2)).patch(`inspection(${id})`, { notes: '成批' }).get('nothing').batch();
    assert.deepEqual(answers.map(answer => answer.status).slice(0, 3), [200, 201, 200]);
    assert.equal(answers[1].body.totalShort, 2);
    assert.equal(answers[2].body.notes, '成批');
    assert.equal(answers[3].status, 404);
  });
}

test('a change set is done or not', async () => {
  const { id } = await open(flood).post('inspection', inspection(1)).query();
  const send = (notes, short) => openBatch(flood, { useChangset: true }).patch(`inspection(${id})`, { notes }).post('inspection', inspection(short)).batch();
  const done = await send('甲', 1);
  assert.deepEqual(done.map(answer => answer.status), [200, 201]);
  const [undone] = await send('乙', -1);
  assert.equal(undone.status, 422);
  assert.equal((await ask(`${flood}inspection(${id})`)).notes, '甲');
});
