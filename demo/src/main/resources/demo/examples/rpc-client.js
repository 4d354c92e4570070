// Functions of a service, called from the page.
export default function (ctx, show) {
  const socket = ctx.Socket(zmq.REQ);
  socket.connect('rpc');
  const service = new zmq.RPCClient(socket);

  return (text) => {
    service.rpc('echo', text, {}, (value) => show(`echo: ${value}`));
    service.rpc('add_user', ['anna', 's3cret'], { type: 'girl' },
      (value) => show(`add_user: ${value}`));
  };
}
