"""A REP service that is told what to answer: prints each request, answers it with the next line of stdin.

Arguments: [port].
A line is a JSON array of text frames.
"""

import os
import queue
import threading

import zmq

import peer

socket = peer.context().socket(zmq.REP)
peer.bind(socket, peer.port_argument())
answers = queue.Queue()


def serve():
    while True:
        peer.say(socket.recv_multipart())
        socket.send_multipart(answers.get())


threading.Thread(target=serve, daemon=True).start()
for frames in peer.messages():
    answers.put(frames)
os._exit(0)
