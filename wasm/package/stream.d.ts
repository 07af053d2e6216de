/// <reference types="node" />
// `tincan-streams/stream`: the types of Node's own.
import stream = require('node:stream');
export = stream;
