// Lets the generator of the SAP Cloud SDK make a client from $metadata, as a developer would, and loads it.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import generator from '@sap-cloud-sdk/generator';
import typescript from 'typescript';
import { ask, server } from './service.mjs';

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), '../dist');

/** The generated modules by the names of their apps. */
export async function generateClients(...apps) {
  await rm(folder, { recursive: true, force: true });
  const specifications = path.join(folder, 'specifications');
  await mkdir(specifications, { recursive: true });
  const options = {};
  for (const app of apps) {
    const file = path.join(specifications, app + '.edmx');
    await writeFile(file, await ask(`${server}/odata/${app}/$metadata`, { headers: { 'OData-MaxVersion': '4.0' } }));
    options[path.relative(process.cwd(), file)] = { directoryName: app, basePath: `/odata/${app}` };
  }
  await writeFile(path.join(specifications, 'options.json'), JSON.stringify(options));
  // It keeps sets and complex types in one list of names, so a table's rows and its set of rows seem to collide; names of
  // sets and of types are apart (CSDL 4.01, sections 5 and 13).
  await generator.generate({
    input: path.join(specifications, '*.edmx'), outputDir: folder, optionsPerService: path.join(specifications, 'options.json'), overwrite: true, skipValidation: true,
  });
  await writeFile(path.join(folder, 'package.json'), '{ "type": "commonjs" }');
  for (const app of apps)
    await transpile(path.join(folder, app));
  const require = createRequire(import.meta.url);
  return Object.fromEntries(apps.map(app => [app, require(path.join(folder, app, 'index.js'))]));
}

async function transpile(folder) {
  const options = { compilerOptions: { target: 'ES2022', module: 'CommonJS', useDefineForClassFields: true } };
  for (const name of (await readdir(folder)).filter(name => name.endsWith('.ts'))) {
    const { outputText } = typescript.transpileModule(await readFile(path.join(folder, name), 'utf8'), options);
    await writeFile(path.join(folder, name.replace(/\.ts$/, '.js')), outputText);
  }
}
