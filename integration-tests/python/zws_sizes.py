"""A REQ that sends so many bytes as each line says, and says whether they come back; it ends with
stdin, whatever it waits for. Argument: address."""

import os
import queue
import sys
import threading

import zmq

import peer

socket = peer.context().socket(zmq.REQ)
socket.connect(sys.argv[1])
sizes = queue.Queue()


def ask():
    while True:
        sent = os.urandom(sizes.get())
        socket.send(sent)
        print("whole %d" % len(sent) if socket.recv() == sent else "torn", flush=True)


threading.Thread(target=ask, daemon=True).start()
for line in sys.stdin:
    sizes.put(int(line))
os._exit(0)
