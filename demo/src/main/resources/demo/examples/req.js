// Two REQ sockets to one service. Each gets its own reply.
export default function (ctx, show) {
  const first = ctx.Socket(zmq.REQ);
  const second = ctx.Socket(zmq.REQ);
  first.connect('echo');
  second.connect('echo');

  return (text) => {
    first.send(text, (reply) => show(`first: ${reply}`));
    second.send(text, (reply) => show(`second: ${reply}`));
  };
}
