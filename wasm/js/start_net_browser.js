// The second module of those browser entries that offer net: as start_browser.js, for the network's module.
import { compiled } from './fetch_wasm.js';
import { startNetwork } from './net_engine.js';

const url = new URL('./tincan_net.wasm', import.meta.url);
startNetwork(await compiled(url, () => import('tincan:net_wasm')));
