// The lexer of imports and exports, for programs that have any: a script of its own (extras.ts).
import { parse } from 'es-module-lexer/minimal/js';
import { give } from './give_extra';

give({ lexer: { parse } });
