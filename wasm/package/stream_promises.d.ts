/// <reference types="node" />
// `tincan-streams/stream/promises`: the types of Node's own.
export * from 'node:stream/promises';
