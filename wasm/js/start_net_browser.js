// The last of those modules before net itself: starts the network once its module is there.
import { network } from './fetch_net.js';
import { startNetwork } from './net_engine.js';

startNetwork(await network);
