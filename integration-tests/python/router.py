"""A ROUTER service that answers in an order of its own: every two requests, the second first.

Arguments: [port].
"""

import os

import zmq

import peer

socket = peer.context().socket(zmq.ROUTER)
peer.bind(socket, peer.port_argument())


def serve():
    while True:
        first = socket.recv_multipart()
        second = socket.recv_multipart()
        socket.send_multipart(second)
        socket.send_multipart(first)


peer.serve_until_stdin_ends(serve)
os._exit(0)
