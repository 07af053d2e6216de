const net = require("net");

const server = net.createServer((socket) => {
  socket.on("data", (data) => {
    console.log("Client says:", data.toString());
    socket.write("Server got it\n");
  });
});

server.listen(4000);
