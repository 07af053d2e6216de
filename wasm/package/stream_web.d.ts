/// <reference types="node" />
// `tincan-streams/stream/web`: the types of Node's own.
export * from 'node:stream/web';
