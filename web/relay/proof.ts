// Rooms by secret: what a link's secret proves, and how the relay checks it without storing anything.
// Shared by the page and the relay, so: no Node API, no DOM API, no WebCrypto (a page opened by a LAN
// address is no secure context). The secret itself must never be sent anywhere; only its authkey is.
import { sha256 } from '@noble/hashes/sha2.js';
import { randomBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/** The only subprotocol the relay ever echoes (RFC 6455 section 4.2.2). */
export const kSubprotocol = 'tincan.yamux.v1';

const kAlphabet =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** base64url without padding (RFC 4648 section 5). */
export function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const group =
      (bytes[i]! << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const digits = Math.min(4, Math.ceil(((bytes.length - i) * 8) / 6));
    for (let d = 0; d < digits; d++)
      text += kAlphabet[(group >> (18 - 6 * d)) & 63]!;
  }
  return text;
}

/**
 * The bytes of a base64url text of exactly `length` bytes.
 * @returns null when a character is foreign, the length is wrong, or unused bits are not zero.
 */
export function fromBase64Url(text: string, length: number): Uint8Array | null {
  if (text.length !== Math.ceil((length * 8) / 6)) return null;
  const bytes = new Uint8Array(length);
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of text) {
    const value = kAlphabet.indexOf(digit);
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0x3fff;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[at++] = (bits >> held) & 0xff;
    }
  }
  return (bits & ((1 << held) - 1)) === 0 ? bytes : null;
}

/** 128 random bits in base64url, 22 characters: a room's secret (URL fragment) or a tab key. */
export function randomKey(): string {
  return toBase64Url(randomBytes(16));
}

/** Whether `text` is the one canonical base64url form of 16 bytes (22 characters). */
export function isKey(text: string): boolean {
  return fromBase64Url(text, 16) !== null;
}

/**
 * authkey = SHA-256(UTF-8("tincan-auth" + secret)), where `secret` is the 22-character text as it
 * stands in the link, not the bytes it decodes to. 43 characters of base64url.
 */
export function authKeyOf(secret: string): string {
  return toBase64Url(sha256(utf8ToBytes('tincan-auth' + secret)));
}

/**
 * roomid = the first 16 bytes of SHA-256(the 32 bytes of the authkey), 22 characters of base64url.
 * @returns null when `authKey` is not 32 bytes of canonical base64url.
 */
export function roomIdOf(authKey: string): string | null {
  const bytes = fromBase64Url(authKey, 32);
  return bytes && toBase64Url(sha256(bytes).subarray(0, 16));
}

/** Compares two texts in a time that depends on their lengths only. */
export function equalInConstantTime(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++)
    difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** Whether `authKey` proves knowledge of the secret of the room named `roomId`. */
export function provesRoom(authKey: string, roomId: string): boolean {
  const proven = roomIdOf(authKey);
  return proven !== null && equalInConstantTime(proven, roomId);
}

/** The subprotocol list a tab offers: the protocol, the room's proof, and its tab key if it has one. */
export function subprotocolsOf(secret: string, tabKey?: string): string[] {
  const list = [kSubprotocol, `k.${authKeyOf(secret)}`];
  return tabKey === undefined ? list : [...list, `b.${tabKey}`];
}

/** The path of the relay's WebSocket for a room's secret: /r/<roomid>/ws. */
export function roomPathOf(secret: string): string {
  return `/r/${roomIdOf(authKeyOf(secret))}/ws`;
}
