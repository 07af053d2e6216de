// write() returns false when the writable buffer is full: wait for 'drain', then go on.
const { Writable } = require('stream');

const slow = new Writable({
  highWaterMark: 3, // objects
  objectMode: true,
  write(item, encoding, callback) {
    setTimeout(() => {
      console.log('stored', item);
      callback();
    }, 20);
  },
});

let item = 1;
function fill() {
  while (item <= 8) {
    const room = slow.write(item);
    console.log(`write(${item}) -> ${room}, ${slow.writableLength} of ${slow.writableHighWaterMark}`);
    item += 1;
    if (!room) {
      slow.once('drain', () => {
        console.log('drain');
        fill();
      });
      return;
    }
  }
  slow.end();
}

slow.on('finish', () => console.log('finish'));
fill();
