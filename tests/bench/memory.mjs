// npm run bench -- memory [streams] [MiB]: what is left of a million streams once they are dropped, and how much memory a pipe of
// three stages takes while 1 GiB goes through it. Each library in a process of its own, with forced garbage collection.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { oraclePath, ORACLE_VERSION } from '../helpers/oracle.mjs';

const execute = promisify(execFile);
const program = path.join(import.meta.dirname, 'memory_streams.mjs');
const [streams = '1000000', mebibytes = '1024'] = process.argv.slice(2);

const here = `Node ${process.versions.node}`;
const contenders = [
  [`tincan, ${here}`, process.execPath, 'tincan'],
  [`tincan, Node ${ORACLE_VERSION}`, oraclePath(), 'tincan'],
  [`node:stream, Node ${ORACLE_VERSION}`, oraclePath(), 'node:stream'],
  [`readable-stream, ${here}`, process.execPath, 'readable-stream'],
];

async function measure(node, library) {
  const args = ['--expose-gc', program, library, streams, mebibytes];
  const { stdout } = await execute(node, args);
  return stdout.trim().split('\n').map(JSON.parse);
}

const mib = (bytes) => (bytes / 1024 / 1024).toFixed(2);
const grown = (before, after, key) => mib(after[key] - before[key]);

function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, i) =>
    Math.max(...all.map((row) => row[i].length)),
  );
  for (const row of all)
    console.log(row.map((cell, i) => cell.padEnd(widths[i])).join('  '));
  console.log();
}

const results = [];
for (const [title, node, library] of contenders) {
  results.push({ title, rows: await measure(node, library) });
}

for (const i of [0, 1]) {
  console.log(`${streams} streams, ${results[0].rows[i].name}: what stays`);
  table(
    ['', 'heap, MiB', 'ids', 'Wasm memory, MiB'],
    results.map(({ title, rows }) => {
      const { before, after } = rows[i];
      const ids = after.ids - before.ids;
      return [
        title,
        grown(before, after, 'heap'),
        ids,
        grown(before, after, 'wasm'),
      ];
    }),
  );
}

console.log(`${mebibytes} MiB through three stages: least and most on the way`);
table(
  ['', 'heap, MiB', 'buffers, MiB', 'Wasm memory, MiB'],
  results.map(({ title, rows }) => {
    const { samples } = rows[2];
    const range = (key) => {
      const values = samples.map((sample) => sample[key]);
      return `${mib(Math.min(...values))} to ${mib(Math.max(...values))}`;
    };
    return [title, range('heap'), range('buffers'), range('wasm')];
  }),
);
