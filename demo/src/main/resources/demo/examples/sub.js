// A SUB socket. The filter lets through what contains it.
export default function (ctx, show) {
  const quotes = ctx.Socket(zmq.SUB);

  quotes.onmessage = (text) => {
    const quote = JSON.parse(text);
    show(`${quote.symbol} ${quote.price.toFixed(2)}`);
  };

  quotes.connect('quotes', { msgfilter: 'NOVA' });
}
