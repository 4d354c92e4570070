"""What the peers share: they print their port, take JSON lines on stdin, and end with it."""

import json
import sys
import threading

import zmq


def context():
    """A context whose sockets do not linger."""
    made = zmq.Context()
    made.setsockopt(zmq.LINGER, 0)
    return made


def bind(socket, port, host="127.0.0.1"):
    """Binds, on a free port if port is 0, and prints it."""
    if port:
        socket.bind("tcp://%s:%d" % (host, port))
    else:
        port = socket.bind_to_random_port("tcp://" + host)
    print("port %d" % port, flush=True)


def port_argument(position=1):
    """The port on the command line; 0, a free one, if there is none."""
    return int(sys.argv[position]) if len(sys.argv) > position else 0


def messages():
    """The messages on stdin: each line a JSON array of text frames."""
    for line in sys.stdin:
        yield [frame.encode() for frame in json.loads(line)]


def say(frames):
    """Prints a message as a JSON array of text frames."""
    print(json.dumps([frame.decode() for frame in frames]), flush=True)


def serve_until_stdin_ends(serve):
    """Runs serve on a thread that dies with the process; returns when stdin ends."""
    threading.Thread(target=serve, daemon=True).start()
    sys.stdin.read()
