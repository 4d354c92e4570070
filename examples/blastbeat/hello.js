// A node of BlastBeat without a library: says hello to every client, and echoes on WebSockets.
//   node hello.js tcp://127.0.0.1:5000 hello-node
const { Dealer } = require('zeromq');

/** The variables of a uwsgi packet, by name. Its size counts its own four bytes. */
function variables(packet) {
  const words = [];
  for (let at = 4; at < packet.length; ) {
    const end = at + 2 + packet.readUInt16LE(at);
    words.push(packet.toString('latin1', at + 2, end));
    at = end;
  }
  return new Map(Array.from({ length: words.length / 2 }, (_, i) => [words[2 * i], words[2 * i + 1]]));
}

async function serve(router, identity) {
  const socket = new Dealer({ routingId: identity });
  const send = (sid, type, body = '') => socket.send([sid, type, body]);
  socket.connect(router);
  await send('', 'pong'); // unasked: from now on it is asked
  for await (const [sid, type, body] of socket) {
    if (String(type) === 'ping') {
      await send(sid, 'pong');
    } else if (String(type) === 'websocket') {
      await send(sid, 'websocket', body);
    } else if (String(type) === 'uwsgi' && variables(body).get('HTTP_UPGRADE')?.toLowerCase() !== 'websocket') {
      await send(sid, 'headers', 'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n');
      for (const part of ['<h1>Hello from JavaScript</h1>', '<p>one</p>', '<p>two</p>', '<p>three</p>']) {
        await send(sid, 'body', part);
      }
      await send(sid, 'end'); // which comes back, and is passed over, as all that is not known
    }
  }
}

serve(...process.argv.slice(2));
