"""An echo service, as simple as they come: a REP that sends back what it gets. Arguments: [port [host]]."""

import os
import sys

import zmq

import peer

socket = peer.context().socket(zmq.REP)
peer.bind(socket, peer.port_argument(), sys.argv[2] if len(sys.argv) > 2 else "127.0.0.1")


def serve():
    while True:
        socket.send_multipart(socket.recv_multipart())


peer.serve_until_stdin_ends(serve)
os._exit(0)
