// A ZeroMQ program calls add() of every page that listens. Nobody answers.
export default function (ctx, show) {
  const rpc_server = zmq.PubRPCServer();

  rpc_server.prototype.add = function (first, second) {
    show(`add(${first}, ${second}) = ${first + second}`);
  };

  const calls = ctx.Socket(zmq.SUB);
  calls.connect('calls');
  return new rpc_server(calls);
}
