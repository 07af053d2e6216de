// One classic script for pages that load no modules: the sandbox's frame, the embedding element.
import path from 'node:path';
import { build } from 'vite';

/**
 * @param entry a file of this folder
 * @param name of the script's global, where it has one
 * @throws if nothing was bundled
 */
export async function bundleScript(
  entry: string,
  name: string,
): Promise<string> {
  const result = await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    build: {
      write: false,
      lib: {
        entry: path.join(import.meta.dirname, entry),
        formats: ['iife'],
        name,
      },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !('output' in output))
    throw new Error(`${entry} was not bundled`);
  return output.output[0].code;
}
