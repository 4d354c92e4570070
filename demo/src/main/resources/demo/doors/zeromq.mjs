// npm's zeromq in Node, whose libzmq has ws://: npm install zeromq, then node zeromq.mjs
import * as zmq from 'zeromq';

const req = new zmq.Request({ receiveTimeout: 5000 }); // a request that ends without a reply ends silently
req.connect('ws://127.0.0.1:8000/echo');
await req.send(['hello', 'from zeromq']);
console.log('echo:', (await req.receive()).join(' '));

const sub = new zmq.Subscriber();
sub.connect('ws://127.0.0.1:8000/quotes');
sub.subscribe('NOVA');
for await (const [symbol, quote] of sub) {
  console.log(`${symbol}: ${quote}`);
}
