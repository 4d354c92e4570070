"""A REQ asker: sends each line's frames, and says the answer. Arguments: address and what
peer.protect takes."""

import sys

import zmq

import peer

socket = peer.context().socket(zmq.REQ)
peer.protect(socket)
socket.connect(sys.argv[1])
for frames in peer.messages():
    socket.send_multipart(frames)
    peer.say(socket.recv_multipart())
