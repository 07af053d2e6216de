// a.pipe(b).pipe(a): what a says goes to b, and what b answers comes back to a.
const { Duplex, Transform } = require('stream');

let said = 0;
const a = new Duplex({
  read() {
    said += 1;
    this.push(said <= 3 ? `question ${said}` : null);
  },
  write(chunk, encoding, callback) {
    console.log('a hears:', chunk.toString());
    callback();
  },
});

const b = new Transform({
  transform(chunk, encoding, callback) {
    console.log('b hears:', chunk.toString());
    callback(null, `answer to ${chunk}`);
  },
});

a.on('finish', () => console.log('a: everything is written'));
a.on('close', () => console.log('a: closed'));

a.pipe(b).pipe(a);
