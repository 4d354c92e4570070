const rpc_server = zmq.PubRPCServer();
rpc_server.prototype.add = function (first, second) {
  console.log(first + second);
};

const ctx = new zmq.Context('ws://127.0.0.1:8000/data');
const socket = ctx.Socket(zmq.SUB);
socket.connect('news', {});
new rpc_server(socket);
