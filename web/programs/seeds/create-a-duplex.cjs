const { Duplex } = require("stream");

class MyDuplex extends Duplex {
  constructor(options) {
    super(options);
  }

  _write(chunk, encoding, callback) {
    console.log("Writable side received:", chunk.toString());
    callback();
  }

  _read(size) {
    console.log("Readable side requested data");

    this.push("Hello from readable side\n");
    this.push(null); // end readable
  }
}

const d = new MyDuplex();

d.on("data", (chunk) => {
  console.log("Reading:", chunk.toString());
});

d.write("Sending into writable\n");
d.end();
