importScripts('/zmq.min.js');
const req = new zmq.Context('/data').Socket(zmq.REQ);
req.connect('java');
req.send('from a worker').then((reply) => postMessage(reply));
