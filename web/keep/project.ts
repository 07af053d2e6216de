// The program as a folder that Node runs: a zip with package.json, the program and a README. Nothing in it
// is Tincan's, and nothing has to be installed.
import type { Program } from '../programs/index';
import { extensionOf, isTypeScript, namedFormat } from '../run/format';

/** Node that strips types by itself, and Node that runs everything else. */
const stripsTypes = '22.18';
const oldest = '20';

/** @returns a zip archive */
export async function projectOf(
  program: Program,
  filename: string,
  code: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import('fflate');
  const extension = /^[cm]?[jt]s$/.exec(extensionOf(filename))?.[0] ?? 'js';
  const name = `program.${extension}`;
  const least = isTypeScript(filename) ? stripsTypes : oldest;
  const type = await typeOf(filename, code);
  const manifest = {
    name: `tincan-${program.id}`,
    version: '1.0.0',
    private: true,
    ...(type === null ? {} : { type }),
    scripts: { start: `node ${name}` },
    engines: { node: `>=${least}` },
  };
  const files = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    [name]: code,
    'README.md': readme(program, name, least),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, strToU8(text)]),
    ),
  ) as Uint8Array<ArrayBuffer>;
}

/** What package.json says of the program; null where the name, or only running it, says so. */
async function typeOf(filename: string, code: string): Promise<string | null> {
  if (namedFormat(filename) !== 'undecided') return null;
  const { parse } = await import('es-module-lexer/minimal/js');
  try {
    const [imports, exports] = parse(code.replace(/^#!/, '//'));
    if (exports.length > 0 || imports.some(({ d }) => d < 0)) return 'module';
  } catch {
    return null;
  }
  return /\bawait\b/.test(code) ? null : 'commonjs';
}

function readme(program: Program, name: string, least: string): string {
  const other = program.b
    ? '\nIts other end is a program of its own: download that, too, and run it in a second terminal.\n'
    : '';
  return `# ${program.title}

${program.about}

    node ${name}

Written in Tincan, a playground for Node's streams. It needs Node ${least} or later and nothing else.
${other}`;
}
