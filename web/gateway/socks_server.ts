// The SOCKS5 entrance: a client says which port of the room it wants (RFC 1928, CONNECT without
// authentication). The parser is the relay's own; nothing but the virtual host can be reached.
import type { Socket } from 'node:net';
import { familyOf, kUnspecifiedV4 } from '../relay/address.ts';
import {
  Command,
  greetingReply,
  kMalformed,
  parseGreeting,
  parseRequest,
  Reply,
  requestReply,
} from '../relay/socks5.ts';

/** The longest greeting and request together: 257 and 262 bytes. */
const kLongest = 519;
/** A client that says nothing for so long is dropped, milliseconds. */
const kPatience = 10_000;

/**
 * Reads greeting and request. `dial` is called once with the port; it answers through `replied`.
 * @param dial what to do with a request for a port of the room
 */
export function serveSocks(
  client: Socket,
  dial: (port: number, replied: (code: number) => void) => void,
): void {
  let bytes = Buffer.alloc(0);
  let greeted = false;
  const reply = (code: number) =>
    client.write(requestReply(code, kUnspecifiedV4, 0));
  const refuse = (code: number) => {
    reply(code);
    client.end();
    client.resume();
  };
  const onData = (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    const greeting = parseGreeting(bytes);
    if (greeting === kMalformed || bytes.length > kLongest) {
      client.destroy();
      return;
    }
    if (greeting === null) return;
    if (!greeted) {
      greeted = true;
      client.write(greetingReply(greeting.offersNoAuthentication));
      if (!greeting.offersNoAuthentication) {
        client.end();
        return;
      }
    }
    const request = parseRequest(bytes, greeting.end);
    if (request === null) return;
    client.off('data', onData);
    client.setTimeout(0);
    client.pause();
    if (request === kMalformed) {
      client.destroy();
    } else if (request.host === null) {
      refuse(Reply.kAddressTypeNotSupported);
    } else if (request.command !== Command.kConnect) {
      refuse(Reply.kCommandNotSupported);
    } else if (familyOf(request.host, false) === null) {
      refuse(Reply.kHostUnreachable);
    } else {
      const early = bytes.subarray(request.end);
      if (early.length > 0) client.unshift(early);
      dial(request.port, (code) => {
        if (code === Reply.kSucceeded) reply(code);
        else refuse(code);
      });
    }
  };
  client.on('data', onData);
  client.setTimeout(kPatience, () => client.destroy());
}
