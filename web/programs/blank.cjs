const { Readable, Writable, Duplex, Transform, pipeline } = require('stream');

