"""A REP service: answers each request with its text in capitals. Arguments: [port] and
what peer.protect takes."""

import os

import zmq

import peer

socket = peer.context().socket(zmq.REP)
peer.protect(socket)
peer.bind(socket, peer.port_argument())


def serve():
    while True:
        frames = socket.recv_multipart()
        socket.send_multipart([frame.decode().upper().encode() for frame in frames])


peer.serve_until_stdin_ends(serve)
os._exit(0)
