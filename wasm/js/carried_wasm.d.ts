// The modules that the package's build makes of the engine's bytes (.scripts/package.mjs). No source of ours.

declare module 'tincan:wasm' {
  /** The streams' module in base64. */
  const text: string;
  export default text;
}

declare module 'tincan:net_wasm' {
  /** The network's module in base64. */
  const text: string;
  export default text;
}
