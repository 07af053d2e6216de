// Findings of the fuzzers, as they were saved.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

/**
 * Every program saved in the folders beside this file, in the order of their files' names; a folder need not be there.
 * @param {string[]} folders
 * @returns {{ folder: string, file: string, name: string, program: object }[]}
 */
export function savedPrograms(folders) {
  return folders.flatMap((folder) => {
    const url = new URL(`./${folder}/`, import.meta.url);
    const files = existsSync(url) ? readdirSync(url) : [];
    return files
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) => {
        const text = readFileSync(new URL(file, url), 'utf8');
        const { name, program } = JSON.parse(text);
        return { folder, file, name, program };
      });
  });
}
