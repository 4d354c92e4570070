// Functions of a service, called from the page.
export default function (ctx, show) {
  const socket = ctx.Socket(zmq.REQ);
  socket.connect('rpc');
  const service = new zmq.RPCClient(socket);

  const print = (value, error) => show(error ? error.message : value);

  return (text) => {
    service.rpc('echo', text, {}, print);
    service.rpc('add_user', ['anna', 's3cret'], { type: 'girl' }, print);
  };
}
