/// <reference types="node" />
// `tincan-streams/stream/consumers`: the types of Node's own.
export * from 'node:stream/consumers';
