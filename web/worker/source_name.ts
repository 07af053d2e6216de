// What the browser calls the program's script: a sourceURL takes no blanks and no quotes, a file's name may have them.
// Places are told under this name and shown under the file's.

export function sourceName(filename: string): string {
  return filename.replace(
    /[^\w.-]/gu,
    (character) => `$${character.codePointAt(0)!.toString(16)}`,
  );
}
