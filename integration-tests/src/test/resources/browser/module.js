import * as zmq from '/zmq.mjs';

const req = new zmq.Context('/data').Socket(zmq.REQ);
req.connect('java');
document.getElementById('module').textContent = await req.send('from a module');

const worker = new Worker('worker.js');
worker.onmessage = ({ data }) => (document.getElementById('worker').textContent = data);
