// Fills in forms with the browser's runtime, for LiveFormTests: one JSON request a line, one JSON answer a line.
// Arguments: the folder of the built form runtime.
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const { Form, report } = await import(`${pathToFileURL(process.argv[2])}/index.js`);

for await (const line of createInterface({ input: process.stdin })) {
  const { module, before, submit, edits, context } = JSON.parse(line);
  const form = new Form(await import(`data:text/javascript;base64,${Buffer.from(module).toString('base64')}`));
  const live = form.open(before ?? {}, { before, submit }, context);
  const shown = new Map([...live.cells()].map(cell => [cell, look(cell)]));
  const answers = [{ incremental: report(live), whole: whole() }];
  for (const { at, path, value } of edits) {
    const changed = new Set(live.set(rowAt(live.root, at).cell(path), valueFor(rowAt(live.root, at).cell(path), value)));
    answers.push({ incremental: report(live), whole: whole(), unreported: unreported(changed) });
  }
  console.log(JSON.stringify(answers));

  function whole() {
    return report(form.open(live.record(), { before, submit, sent: live.sent }, context));
  }

  // Cells that look otherwise than before and were not said to be changed.
  function unreported(changed) {
    const paths = [];
    for (const cell of live.cells()) {
      const now = look(cell);
      if (shown.has(cell) && shown.get(cell) !== now && !changed.has(cell)) paths.push(cell.path);
      shown.set(cell, now);
    }
    return paths;
  }
}

function look(cell) {
  return JSON.stringify([cell.value, cell.rows.map(row => row.key), cell.state]);
}

function rowAt(row, at) {
  for (const [, table, index] of at.matchAll(/\.?([^[]+)\[(\d+)\]/g)) row = row.cell(table).rows[Number(index)];
  return row;
}

function valueFor(cell, value) {
  return cell.field.rows === null ? value : value.map(key => cell.rows.find(row => row.key === key) ?? { '@key': key });
}
