// What is published, by what every browser has. It comes back by itself.
export default function (show = console.log) {
  const quotes = new EventSource('/sub/quotes?topic=NOVA&topic=TIDE');

  quotes.onmessage = ({ data }) => {
    const [symbol, text] = JSON.parse(data); // of several parts, data is an array
    show(`${symbol} ${JSON.parse(text).price.toFixed(2)}`);
  };
}
