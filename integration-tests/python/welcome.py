"""A publisher on XPUB with a welcome message. Says "subscribed" for each subscription that it has read, and
publishes each line.

Arguments: port, the welcome, and the second part of its answer to each subscription, if it answers any.
"""

import sys

import zmq

import peer

context = peer.context()
socket = context.socket(zmq.XPUB)
socket.setsockopt(zmq.XPUB_VERBOSE, 1)
socket.setsockopt(zmq.XPUB_WELCOME_MSG, sys.argv[2].encode())
peer.bind(socket, peer.port_argument())
lines = peer.lines(context)
poller = zmq.Poller()
poller.register(socket, zmq.POLLIN)
poller.register(lines, zmq.POLLIN)
while True:
    ready = dict(poller.poll())
    if socket in ready:
        said = socket.recv()
        if said[:1] == b"\x01":
            print("subscribed", flush=True)
            if len(sys.argv) > 3:
                socket.send_multipart([said[1:], sys.argv[3].encode()])
    if lines in ready:
        socket.send_multipart(lines.recv_multipart())
