// English: the programs to choose from. How texts are written: ../en.ts.
export const programs = {
  'group.Start': 'Start',
  'group.One stream': 'One stream',
  'group.Two sides': 'Two sides',
  'group.TCP': 'TCP',
  'program.duplex': 'Basic Example: Create a Duplex',
  'program.duplex.about':
    'A class with both sides: what is written is not what is read.',
  'program.echo': 'Echo Stream',
  'program.echo.about':
    'Every chunk written comes back out of the readable side.',
  'program.blank': 'Blank',
  'program.blank.about': 'An empty page with the stream classes required.',
  'program.modules': 'An ES module: pipeline and await',
  'program.modules.about':
    'import, await at the top, and an async generator as a destination.',
  'program.types': 'TypeScript: lines from chunks',
  'program.types.about':
    'Types are taken out as Node does it; what is left is what runs.',
  'program.push-false': 'push() returns false',
  'program.push-false.about':
    'The readable buffer is full until _read() is called again.',
  'program.write-false': "write() returns false, then 'drain'",
  'program.write-false.about':
    'The writable buffer is full until it has emptied.',
  'program.paused-reader': 'A paused reader',
  'program.paused-reader.about':
    'Backpressure travels up the pipe; nothing is lost.',
  'program.pipe-loop': 'a.pipe(b).pipe(a)',
  'program.pipe-loop.about':
    'A conversation: a duplex at both ends of the pipe.',
  'program.half-open': 'Half-open',
  'program.half-open.about':
    'allowHalfOpen: one side has ended, the other still answers.',
  'program.tcp': 'Server and client in one program',
  'program.tcp.about':
    'A TCP server on port 4000 and a client that talks to it.',
  'program.tcp-server': 'TCP server on port 4000',
  'program.tcp-server.about':
    'Answers every message; open its client in tab B.',
  'program.tcp-client': 'TCP client of port 4000',
  'program.tcp-client.about':
    'Says hello to the server in tab A and prints the answer.',
  'program.a': 'A: a.javascript, listens on port 8000',
  'program.a.about': 'As the article prints it, slip included: run it and see.',
  'program.b': 'B: b.javascript, connects to port 8000',
  'program.b.about': 'The other end of A; open it in a second tab.',
  'program.fast-writer': 'A fast writer (100 MiB)',
  'program.fast-writer.about': 'Stands still while the reader in tab B pauses.',
  'program.slow-reader': 'A slow reader (100 MiB)',
  'program.slow-reader.about':
    'Pauses for three seconds, then takes everything.',
} as const;
