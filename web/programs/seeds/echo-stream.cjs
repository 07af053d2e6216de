const { Duplex } = require("stream");

class EchoDuplex extends Duplex {
  constructor(options) {
    super(options);
  }

  _write(chunk, encoding, callback) {
    // send received data back out
    this.push(chunk);
    callback();
  }

  _read(size) {
    // nothing to do here
  }
}

const echo = new EchoDuplex();

echo.on("data", (data) => {
  console.log("Echoed:", data.toString());
});

echo.write("Hello\n");
echo.write("World\n");
