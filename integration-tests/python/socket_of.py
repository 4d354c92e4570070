"""A socket of any type. Says each message that it receives, sends each line.

Arguments: TYPE bind [port], or TYPE connect ADDRESS; and what peer.protect takes.
A line is a JSON array of text frames.
"""

import json
import os
import sys
import threading

import zmq

import peer


def listen(socket):
    while True:
        try:
            peer.say(socket.recv_multipart())
        except zmq.ZMQError:
            return


kind = sys.argv[1]
socket = peer.context().socket(getattr(zmq, kind))
peer.protect(socket)
if kind == "SUB":
    socket.subscribe(b"")
if sys.argv[2] == "bind":
    peer.bind(socket, peer.port_argument(3))
else:
    socket.connect(sys.argv[3])
if kind not in ("PUSH", "PUB"):
    threading.Thread(target=listen, args=(socket,), daemon=True).start()
for line in sys.stdin:
    if kind not in ("PULL", "SUB"):
        socket.send_multipart([frame.encode() for frame in json.loads(line)])
os._exit(0)  # what else has a thread, an authenticator for one, would keep the process
