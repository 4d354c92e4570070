"""A socket of any type. Says each message that it receives, sends each line.

Arguments: TYPE bind [port], or TYPE connect ADDRESS; and what peer.protect takes.
A line is a JSON array of text frames.
"""

import json
import os
import queue
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


def speak(socket, lines):
    for line in iter(lines.get, None):
        socket.send_multipart([frame.encode() for frame in json.loads(line)])


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
lines = queue.SimpleQueue()
speaker = threading.Thread(target=speak, args=(socket, lines), daemon=True)
speaker.start()
for line in sys.stdin:
    if kind not in ("PULL", "SUB"):
        lines.put(line)
lines.put(None)
speaker.join(1)  # a PUSH that libzmq has given up, because it was refused, takes nothing for ever
os._exit(0)  # what else has a thread, an authenticator for one, would keep the process
