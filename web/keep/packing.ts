// The outer form of a shared link's text: version, length, CRC-32, and JSON deflated. It knows nothing of what is
// in there, nor of the page: what embeds a program in an article packs with it, too.

/** Of the layouts described in README.md; a link of a later one is told apart from a damaged one. */
export const versions = { one: 1, both: 2 } as const;
/** UTF-8 bytes a link may unfold to: more is no program. */
const unpackedBytes = 4 * 1024 * 1024;

/** @returns the text of a link's `share` */
export async function packed(
  body: object,
  version: number = versions.one,
): Promise<string> {
  const bytes = await deflate(new TextEncoder().encode(JSON.stringify(body)));
  const text = toBase64url(bytes);
  return [version, text.length, checksum(bytes), text].join('.');
}

/** Whether a link's `share` is of the layout for both programs of a page with two cans. */
export function holdsBoth(share: string): boolean {
  return share.startsWith(`${versions.both}.`);
}

async function deflate(bytes: Uint8Array<ArrayBuffer>) {
  if (typeof CompressionStream !== 'undefined')
    return through(bytes, new CompressionStream('deflate-raw'));
  return (await import('fflate')).deflateSync(bytes);
}

/** Rejects when they unfold to what is no program, in size or form. */
export async function inflate(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array> {
  if (typeof DecompressionStream !== 'undefined')
    return through(bytes, new DecompressionStream('deflate-raw'));
  const { inflateSync } = await import('fflate');
  return inflateSync(bytes, { out: new Uint8Array(unpackedBytes) });
}

async function through(
  bytes: Uint8Array<ArrayBuffer>,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: BlobPart[] = [];
  let size = 0;
  const reader = new Blob([bytes]).stream().pipeThrough(transform).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.length;
    if (size > unpackedBytes) {
      await reader.cancel();
      throw new RangeError('a link unfolds to more than a program');
    }
    parts.push(value);
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** @throws where it is none */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** CRC-32 (ISO 3309) in eight hexadecimal digits. */
export function checksum(bytes: Uint8Array): string {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}
