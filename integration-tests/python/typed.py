"""A socket of any type, at either end. Says each message that it receives as a JSON array of text
frames, and sends each line of its input, an array likewise. A SUB sends what begins with "+" or "-"
as a subscription, or its end; without one it is subscribed to all.

Arguments: TYPE bind [ADDRESS] | TYPE connect ADDRESS [ROUTING_ID | number of subscriptions]; after them what
peer.protect takes.
"""

import sys

import zmq

import peer

context = peer.context()


def main():
    socket = context.socket(getattr(zmq, sys.argv[1]))
    peer.protect(socket)
    if len(sys.argv) > 4 and not sys.argv[4].isdigit():
        socket.setsockopt(zmq.ROUTING_ID, sys.argv[4].encode())
    if socket.type == zmq.SUB:
        socket.setsockopt(zmq.SNDHWM, 0)
        count = int(sys.argv[4]) if len(sys.argv) > 4 else 0
        for number in range(count):
            socket.subscribe(b"topic-%d" % number)
        if not count:
            socket.subscribe(b"")
    if sys.argv[2] == "bind" and len(sys.argv) > 3:
        socket.bind(sys.argv[3])
        print("bound", flush=True)
    elif sys.argv[2] == "bind":
        peer.bind(socket, 0)
    else:
        socket.connect(sys.argv[3])
    serve(socket, peer.lines(context))


def serve(socket, lines):
    poller = zmq.Poller()
    poller.register(lines, zmq.POLLIN)
    if socket.type not in (zmq.PUSH, zmq.PUB):
        poller.register(socket, zmq.POLLIN)
    while True:
        ready = dict(poller.poll())
        if socket in ready:
            peer.say(socket.recv_multipart())
        if lines in ready:
            send(socket, lines.recv_multipart())


def send(socket, frames):
    if socket.type != zmq.SUB:
        socket.send_multipart(frames)
    elif frames[0][:1] == b"+":
        socket.subscribe(frames[0][1:])
    else:
        socket.unsubscribe(frames[0][1:])


main()
