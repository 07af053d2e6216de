// Stands in the run worker where the package has its own way to a relay (wasm/js/ws_carrier.js): here the page's carrier is in use
// from the start, and a sandbox has no sockets.

export function webSocketCarrier(): never {
  throw new Error('the relay of this program is the page’s');
}
