// net, for programs that ask: a script of its own (extras.ts), over the streams of the run worker.
import { join } from './joined';
import { network } from './network';
import { give } from './give_extra';

give({ net: { ...network, join } });
