"""What the peers share: they print their port, take JSON lines on stdin, and end with it."""

import json
import os
import sys
import threading

import zmq

authenticators = []  # one that nobody refers to stops, and everybody is let in


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


def protect(socket):
    """Does what the command line says of security, and takes it off: as a client, --curve
    SERVER_KEY_FILE KEY_SECRET_FILE or --plain USER PASSWORD; as a server, --curve-server
    KEY_SECRET_FILE CLIENTS_FOLDER or --plain-server USER PASSWORD."""
    at = next((i for i, word in enumerate(sys.argv) if word.startswith("--")), None)
    if at is None:
        return
    import zmq.auth
    from zmq.auth.thread import ThreadAuthenticator

    how, first, second = sys.argv[at : at + 3]
    del sys.argv[at : at + 3]
    if how == "--curve":
        socket.curve_serverkey = zmq.auth.load_certificate(first)[0]
        socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(second)
    elif how == "--plain":
        socket.plain_username, socket.plain_password = first.encode(), second.encode()
    else:
        authenticator = ThreadAuthenticator(socket.context)
        authenticator.start()
        authenticators.append(authenticator)
        if how == "--curve-server":
            authenticator.configure_curve(domain="*", location=second)
            socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(first)
            socket.curve_server = True
        else:
            authenticator.configure_plain(domain="*", passwords={first: second})
            socket.plain_server = True


def port_argument(position=1):
    """The port on the command line; 0, a free one, if there is none."""
    return int(sys.argv[position]) if len(sys.argv) > position else 0


def messages():
    """The messages on stdin: each line a JSON array of text frames."""
    for line in sys.stdin:
        yield [frame.encode() for frame in json.loads(line)]


def lines(context):
    """A PULL that has these messages; the process ends with stdin."""
    pulling = context.socket(zmq.PULL)
    pulling.bind("inproc://lines")
    threading.Thread(target=_push_messages, args=(context,), daemon=True).start()
    return pulling


def _push_messages(context):
    pushing = context.socket(zmq.PUSH)
    pushing.connect("inproc://lines")
    for frames in messages():
        pushing.send_multipart(frames)
    os._exit(0)


def say(frames):
    """Prints a message as a JSON array of text frames."""
    print(json.dumps([frame.decode() for frame in frames]), flush=True)


def serve_until_stdin_ends(serve):
    """Runs serve on a thread that dies with the process; returns when stdin ends."""
    threading.Thread(target=serve, daemon=True).start()
    sys.stdin.read()
