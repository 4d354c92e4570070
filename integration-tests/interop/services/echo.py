"""An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
which publishes the last part under a topic."""

import sys

import zmq

context = zmq.Context()
rep = context.socket(zmq.REP)
rep.bind(sys.argv[1])
pub = context.socket(zmq.PUB)
pub.bind(sys.argv[2])
print("pyzmq", zmq.__version__, "ZeroMQ", zmq.zmq_version(), flush=True)

while True:
    parts = rep.recv_multipart()
    rep.send_multipart(parts)
    pub.send_multipart([b"python", parts[-1]])
