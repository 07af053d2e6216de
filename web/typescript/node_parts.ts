// What amaro asks of Node's `util` and `buffer`, from what the browser has. Nothing else may import this.

const { TextDecoder, TextEncoder } = globalThis;
export { TextDecoder, TextEncoder };

export const Buffer = {
  /** @param text base64 */
  from: (text: string) =>
    Uint8Array.from(atob(text), (digit) => digit.charCodeAt(0)),
};
