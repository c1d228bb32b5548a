// Makes the register's tables in an SQLite file and fills them: node fill.mjs DATA.DB RECORDS.JSONL ROWS.JSONL
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import sqlite3 from 'sqlite3';

const [file, records, rows] = process.argv.slice(2);
const database = new sqlite3.Database(file);
const run = promisify(database.run.bind(database));
const exec = promisify(database.exec.bind(database));

await exec(`
  CREATE TABLE hazard (
    id char(36) PRIMARY KEY, division varchar(20), address varchar(100), foundOn date, kind varchar(20), level varchar(20), note text,
    persons integer, households integer, floors integer, days integer, cost decimal(12, 2), area decimal(12, 1),
    reported boolean, fixed boolean, sealed boolean, latitude real, longitude real,
    exits varchar(5), wiring varchar(5), signs varchar(5), score integer, risk varchar(10));
  CREATE TABLE hazard_items (
    id char(36) PRIMARY KEY, division varchar(20), recordId char(36) REFERENCES hazard (id),
    item varchar(20), needed integer, onHand integer, short integer);`);

async function fill(table, lines) {
  await run('BEGIN');
  let statement;
  for await (const line of createInterface({ input: createReadStream(lines) })) {
    const row = JSON.parse(line);
    const names = Object.keys(row);
    statement ??= database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
    await new Promise((resolve, reject) => statement.run(Object.values(row), error => error ? reject(error) : resolve()));
  }
  await new Promise(resolve => statement ? statement.finalize(resolve) : resolve());
  await run('COMMIT');
}

await fill('hazard', records);
await fill('hazard_items', rows);
// The indexes that the app's definitions ask for.
await exec(`
  CREATE INDEX hazard_found ON hazard (foundOn);
  CREATE INDEX hazard_kind ON hazard (kind);
  CREATE INDEX hazard_division ON hazard (division);
  CREATE INDEX hazard_items_record ON hazard_items (recordId);
  ANALYZE;`);
