// The carrier as a MessagePort to who holds the WebSocket: in the playground a worker of the page's
// own origin, so that the program's sandbox needs no network. README.md, "Carrier", is the contract.

/**
 * @param {MessagePort} port
 * @returns {import('./net_relay.js').OpenCarrier}
 */
export function portCarrier(port) {
  return (events) => {
    port.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer) events.message(data);
      else if (data.drained !== undefined) events.drained(data.drained);
      else if (data.status === 'connected') events.opened();
      else if (data.status === 'lost' || data.status === 'offline')
        events.closed();
    };
    port.postMessage({ open: true });
    return {
      send: (message) => port.postMessage(message, [message]),
      close: (code, reason) => port.postMessage({ close: code, reason }),
    };
  };
}
