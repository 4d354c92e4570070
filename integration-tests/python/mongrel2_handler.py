"""A handler of Mongrel2: says what it was asked. It says "ready" when the server hears it.

Arguments: where requests come from, where replies go.
"""

import json
import sys

import peer
import zmq

context = peer.context()
requests = context.socket(zmq.PULL)
replies = context.socket(zmq.PUB)


def netstring(data):
    """The first of these, its closing byte, and the rest."""
    size, rest = data.split(b":", 1)
    length = int(size)
    return rest[:length], rest[length : length + 1], rest[length + 1 :]


def headers_of(block, closing):
    if closing == b",":
        return json.loads(block)
    pairs = []
    while block:
        text, kind, block = netstring(block)
        pairs.append(text.decode("latin-1") if kind == b"," else None)
    return dict(zip(pairs[::2], pairs[1::2]))


def hear():
    sender, ident, path, rest = requests.recv().split(b" ", 3)
    block, closing, rest = netstring(rest)
    body, comma, rest = netstring(rest)
    assert (comma, rest) == (b",", b""), rest
    return sender, ident, path, headers_of(block, closing), body


def reply(sender, ident, said):
    replies.send(b"%s %d:%s, %s" % (sender, len(ident), ident, said))


def wait_until_heard():
    """Names connections that are not there, until the server says so of the last one."""
    asked = 4000000000
    heard = 0
    while heard != asked:
        if not heard:
            asked += 1
            reply(b"probe", b"%d" % asked, b"x")
        if requests.poll(20):
            heard = int(hear()[1])


def serve():
    requests.connect(sys.argv[1])
    replies.connect(sys.argv[2])
    wait_until_heard()
    print("ready", flush=True)
    while True:
        sender, ident, path, headers, body = hear()
        if path != b"@*":
            said = b"%s %s %s" % (headers["METHOD"].encode(), path, body)
            head = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(said)
            reply(sender, ident, head + said)


peer.serve_until_stdin_ends(serve)
