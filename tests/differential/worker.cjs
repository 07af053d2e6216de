'use strict';
// Child process that runs programs against the stream module named by its first argument and answers with their
// traces, one program after another.

const { answer, modulesOf, traceOf } = require('./run_program.cjs');

const modules = modulesOf(process.argv[2]);

process.on('message', async (programs) => {
  for (const spec of programs) await answer(await traceOf(modules, spec));
});

process.send('ready');
