// npm's jszmq, in Node or bundled for a page: npm install jszmq, then node jszmq.mjs
import * as zmq from 'jszmq';

const req = zmq.socket('req');
req.connect('ws://127.0.0.1:8000/zws/echo');
req.on('message', (...parts) => console.log('echo:', parts.join(' ')));
req.send(['hello', 'from jszmq']);

const sub = zmq.socket('sub');
sub.connect('ws://127.0.0.1:8000/zws/quotes');
sub.subscribe('NOVA');
sub.on('message', (symbol, quote) => console.log(`${symbol}: ${quote}`));
