"""A node of BlastBeat: answers requests with what they were, and messages with the same.

Arguments: where the router is, its identity, and perhaps how it proves who it is. It says "ready" when it has answered a ping.
Of /port, and of a message "port", it says from which port they came.
"""

import struct
import sys

import peer
import zmq

context = peer.context()
node = context.socket(zmq.DEALER)


def variables(packet):
    """The size counts the header's own four bytes."""
    modifier, size, other = struct.unpack("<BHB", packet[:4])
    assert (modifier, size, other) == (0, len(packet), 0)
    words, at = [], 4
    while at < size:
        (length,) = struct.unpack_from("<H", packet, at)
        words.append(packet[at + 2 : at + 2 + length])
        at += 2 + length
    return dict(zip(words[::2], words[1::2]))


def answer(sid, said, headers=b""):
    head = b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n" % (headers, len(said))
    node.send_multipart([sid, b"headers", head])
    node.send_multipart([sid, b"body", said])


def page(sid):
    answer(sid, b"<!doctype html><title>page</title>", b"Content-Type: text/html\r\n")


def serve():
    peer.protect(node)
    node.identity = sys.argv[2].encode()
    node.connect(sys.argv[1])
    asked = {}
    while True:
        sid, kind, body = node.recv_multipart()
        if kind == b"ping":
            node.send_multipart([b"", b"pong", b""])
            print("ready", flush=True)
        elif kind == b"uwsgi":
            request = variables(body)
            left = int(request.get(b"CONTENT_LENGTH", b"0"))
            asked[sid] = [request, left, b""]
            if request[b"PATH_INFO"] == b"/page":
                page(sid)
            elif request[b"PATH_INFO"] == b"/port":
                answer(sid, request[b"REMOTE_PORT"])
            elif b"HTTP_UPGRADE" not in request and not left:
                answer(sid, request[b"REQUEST_METHOD"] + b" " + request[b"PATH_INFO"])
        elif kind == b"body":
            request, left, so_far = asked[sid]
            asked[sid] = [request, left - len(body), so_far + body]
            if left == len(body):
                answer(sid, request[b"REQUEST_METHOD"] + b" " + so_far + body)
        elif kind == b"websocket":
            if body == b"bye":
                node.send_multipart([sid, b"end", b""])
            elif body == b"port":
                node.send_multipart([sid, b"websocket", asked[sid][0][b"REMOTE_PORT"]])
            elif body.startswith(b"room "):
                node.send_multipart([sid, b"join", b"room"])
                node.send_multipart([sid, b"room:websocket", body])
            elif body.startswith(b"\xff"):
                node.send_multipart([sid, b"websocket-binary", body])
            else:
                node.send_multipart([sid, b"websocket", body])
        elif kind == b"end":
            asked.pop(sid, None)


peer.serve_until_stdin_ends(serve)
