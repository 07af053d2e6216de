// A node:test reporter: prints failures (with what the failing file wrote) and, at the end, writes the counts as JSON to the file
// named by TINCAN_TEST_TOTALS. A file that registered no test is a failure: it tested nothing.
import fs from 'node:fs';
import path from 'node:path';
import { inspect } from 'node:util';

const root = process.cwd();

function reason(error) {
  const cause = error?.cause ?? error;
  return typeof cause === 'string'
    ? cause
    : inspect(cause, { depth: 4, breakLength: 110 });
}

const indented = (text) => text.trimEnd().replace(/^/gm, '    ');

/** Whether this event is node:test's own wrapper around a whole file rather than a test in it. */
function isFile({ name, nesting }) {
  return nesting === 0 && fs.existsSync(path.resolve(root, name));
}

export default async function* report(source) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const output = new Map();
  let trail = [];
  const fullName = ({ nesting, name }) =>
    [...trail.slice(0, nesting), name].join(' > ');

  for await (const { type, data } of source) {
    const file = data.file ?? '';
    switch (type) {
      case 'test:stdout':
      case 'test:stderr':
        output.set(file, (output.get(file) ?? '') + data.message);
        break;
      case 'test:start':
        trail = [...trail.slice(0, data.nesting), data.name];
        break;
      case 'test:pass':
      case 'test:fail': {
        const suite = data.details.type === 'suite';
        const whole = isFile(data);
        const skipped = data.skip !== undefined || data.todo !== undefined;
        if (type === 'test:pass') {
          if (whole) {
            totals.failed += 1;
            yield `  FAILED ${path.relative(root, data.name)}: no test in it ran\n`;
          } else if (skipped) {
            totals.skipped += 1;
            yield `  skipped ${fullName(data)}\n`;
          } else if (!suite) {
            totals.passed += 1;
          }
          break;
        }
        // A suite or parent that fails only because a test in it did has been told already.
        if (data.details.error?.failureType === 'subtestsFailed') {
          if (!suite && !whole) totals.failed += 1;
          break;
        }
        totals.failed += 1;
        const name = whole ? path.relative(root, data.name) : fullName(data);
        yield `  FAILED ${name}\n${indented(reason(data.details.error))}\n`;
        const written = output.get(file);
        if (written) {
          yield `    the file wrote:\n${indented(written)}\n`;
          output.delete(file);
        }
        break;
      }
    }
  }
  fs.writeFileSync(process.env.TINCAN_TEST_TOTALS, JSON.stringify(totals));
}
