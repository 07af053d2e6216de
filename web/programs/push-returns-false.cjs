// push() returns false when the readable buffer is full: stop, and go on when _read() is called.
const { Readable } = require('stream');

let next = 1;
const numbers = new Readable({
  highWaterMark: 10, // bytes
  read() {
    console.log('_read() is called');
    let more = true;
    while (more && next <= 6) {
      more = this.push(`n${next}--`); // 4 bytes
      console.log(`push(n${next}) -> ${more}, ${this.readableLength} bytes wait`);
      next += 1;
    }
    if (next > 6 && more) this.push(null);
  },
});

numbers.on('readable', () => {
  console.log('readable:', numbers.readableLength, 'bytes');
  let chunk;
  while ((chunk = numbers.read(4)) !== null) {
    console.log('read:', chunk.toString());
  }
});

numbers.on('end', () => console.log('end'));
