// Begins to fetch the network's module, before the streams' is waited for: the first module of those of the package's browser entries
// that offer net.
import { compiled } from './fetch_wasm.js';

const url = new URL('./tincan_net.wasm', import.meta.url);
export const network = compiled(url, () => import('tincan:net_wasm'));
// Whoever waits for it hears why it fails; until then nobody does.
network.catch(() => {});
