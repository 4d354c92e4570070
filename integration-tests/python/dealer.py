"""A DEALER asker: sends all lines of its input at once, each after a delimiter, and says the
answers as they come. Arguments: address, number of lines."""

import sys

import zmq

import peer

socket = peer.context().socket(zmq.DEALER)
socket.connect(sys.argv[1])
count = int(sys.argv[2])
lines = peer.messages()
for _ in range(count):
    socket.send_multipart([b""] + next(lines))
for _ in range(count):
    peer.say(socket.recv_multipart()[1:])
sys.stdin.read()
