"""A REP service that answers a number with so many bytes, and anything else with itself.

Arguments: [port].
"""

import os

import zmq

import peer

socket = peer.context().socket(zmq.REP)
peer.bind(socket, peer.port_argument())


def serve():
    while True:
        request = socket.recv()
        socket.send(b"x" * int(request) if request.isdigit() else request)


peer.serve_until_stdin_ends(serve)
os._exit(0)
