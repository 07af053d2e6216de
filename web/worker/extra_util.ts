// Node's util and assert as far as the kept libraries have them, for programs that ask: a script of its own (extras.ts).
import assert from 'assert/';
import util from 'util/';
import { give } from './give_extra';

give({ util: { util, assert } });
