// net, and what its host does with it: the way out, and what becomes of it at the program's end.
import net from './net.js';

export { net };
export { cutArrivals } from './net_cuts.js';
export { startNetwork } from './net_engine.js';
export { whenLimited } from './net_limits.js';
export { listeningPorts } from './net_open_handles.js';
export { exitNetwork, useCarrier } from './net_relay.js';
