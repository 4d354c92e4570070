// zmq.js where WebSockets are blocked: the same sockets, by HTTP. Without `failures: 0` it tries two WebSockets first.
import { httpFallback } from '/zmq-http.mjs';

export default async function (show = console.log) {
  const ctx = new zmq.Context('/data', { WebSocket: httpFallback({ failures: 0 }) });
  show(`echo: ${await ctx.req('echo').send('hello')}`);

  for await (const [symbol, quote] of ctx.sub('quotes', { topics: ['NOVA'] })) {
    show(`${symbol} ${JSON.parse(quote).price.toFixed(2)}`);
  }
}
