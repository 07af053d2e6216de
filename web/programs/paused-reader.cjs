// A reader that pauses: the pipe's source waits with it, and nothing is lost.
const { Readable, PassThrough } = require('stream');

let made = 0;
const source = new Readable({
  objectMode: true,
  highWaterMark: 4,
  read() {
    made += 1;
    this.push(made <= 20 ? made : null);
  },
});
const middle = new PassThrough({ objectMode: true, highWaterMark: 4 });
source.pipe(middle);

const seen = [];
middle.on('data', (item) => {
  seen.push(item);
  if (seen.length === 5) {
    middle.pause();
    console.log('paused after', seen.join(' '));
    setTimeout(() => {
      console.log(`meanwhile ${made} were made: ${source.readableLength} wait in the source,`);
      console.log(`${middle.writableLength} + ${middle.readableLength} in the middle`);
      middle.resume();
    }, 50);
  }
});
middle.on('end', () => console.log('end after', seen.join(' ')));
