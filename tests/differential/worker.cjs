'use strict';
// Child process that runs programs against the stream module named by its first argument and answers with their
// traces, one program after another.

const { answer, traceOf } = require('./run_program.cjs');

const stream = require(process.argv[2]);

process.on('message', async (programs) => {
  for (const spec of programs) await answer(await traceOf(stream, spec));
});

process.send('ready');
