// Imports and exports of a program's text, as es-module-lexer finds them. It runs nothing.
import { extras, type Extras } from './extras';

type Parse = Extras['lexer']['parse'];
export type Imports = ReturnType<Parse>[0];
export type Exports = ReturnType<Parse>[1];

/** Throws where it can make nothing of the text. Without the lexer there is neither word in it. */
export function parse(text: string): readonly [Imports, Exports] {
  const found = extras.lexer?.parse(text);
  return found ? [found[0], found[1]] : [[], []];
}
