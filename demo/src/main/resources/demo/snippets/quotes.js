const ctx = new zmq.Context('/data');
const quotes = ctx.Socket(zmq.SUB);

quotes.onmessage = (text) => {
  const { symbol, price, at } = JSON.parse(text);
  plot(symbol, price, at);
};

quotes.connect('quotes');
