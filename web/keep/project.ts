// The program as a folder that Node runs: a zip with package.json, the program and a README. Nothing in it
// is Tincan's, and nothing has to be installed.
import type { Program } from '../programs/index';

/** @returns a zip archive */
export async function projectOf(
  program: Program,
  code: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { strToU8, zipSync } = await import('fflate');
  const manifest = {
    name: `tincan-${program.id}`,
    version: '1.0.0',
    private: true,
    type: 'commonjs',
    scripts: { start: 'node program.js' },
    engines: { node: '>=20' },
  };
  const files = {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'program.js': code,
    'README.md': readme(program),
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, text]) => [name, strToU8(text)]),
    ),
  ) as Uint8Array<ArrayBuffer>;
}

function readme(program: Program): string {
  const other = program.b
    ? '\nIts other end is a program of its own: download that, too, and run it in a second terminal.\n'
    : '';
  return `# ${program.title}

${program.about}

    node program.js

Written in Tincan, a playground for Node's streams. It needs Node 20 or later and nothing else.
${other}`;
}
