// The module that the package's build makes of the engine's bytes (.scripts/package.mjs). No source of ours.

declare module 'tincan:wasm' {
  /** The engine in base64. */
  const text: string;
  export default text;
}
