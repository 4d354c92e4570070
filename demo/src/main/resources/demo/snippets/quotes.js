const ctx = new zmq.Context('/data');
const quotes = ctx.sub('quotes', { topics: ['NOVA', 'TIDE'], last: true });

for await (const [symbol, body] of quotes) {
  const { price, at } = JSON.parse(body);
  plot(symbol, price, at);
}
