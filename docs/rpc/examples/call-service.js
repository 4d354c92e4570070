const ctx = new zmq.Context('ws://127.0.0.1:8000/data');
const socket = ctx.Socket(zmq.REQ);
socket.connect('accounts', {});

const client = new zmq.RPCClient(socket);
client.rpc('echo', 'hello!', {}, (answer) => console.log(answer));
client.rpc('add_user', ['hugo', 'correct horse'], { type: 'girl' }, (answer) => {
  console.log(answer.status);
});
