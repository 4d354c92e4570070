"""A publisher. Says "subscribed" and "unsubscribed" for each subscriber, publishes each line.

Arguments: [port [more hosts to bind it at]], and what peer.protect takes.
A line is a JSON array of text frames.
"""

import sys

import zmq

import peer

context = peer.context()
socket = context.socket(zmq.XPUB)
peer.protect(socket)
socket.setsockopt(zmq.SNDHWM, 0)
socket.setsockopt(zmq.XPUB_VERBOSER, 1)
peer.bind(socket, peer.port_argument())
for host in sys.argv[2:]:
    peer.bind(socket, peer.port_argument(), host)
lines = peer.lines(context)
poller = zmq.Poller()
poller.register(socket, zmq.POLLIN)
poller.register(lines, zmq.POLLIN)
while True:
    ready = dict(poller.poll())
    if socket in ready:
        said = socket.recv()
        print("subscribed" if said[:1] == b"\x01" else "unsubscribed", flush=True)
    if lines in ready:
        socket.send_multipart(lines.recv_multipart())
