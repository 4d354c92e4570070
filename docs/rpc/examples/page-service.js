class Greeter extends zmq.RPCServer {
  async greet(name) {
    return 'hello, ' + name;
  }
}

const ctx = new zmq.Context('ws://127.0.0.1:8000/data');
const socket = ctx.Socket(zmq.REP);
socket.connect('page', {});
new Greeter(socket);
console.log('callers name this page ' + socket.identity);
