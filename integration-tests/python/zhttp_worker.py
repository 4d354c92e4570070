"""Workers of zhttp and zhttpreq, as one writes them for Pushpin: libzmq, and tnetstrings by hand.

Arguments: req SPEC, or stream SPEC; and what peer.protect takes, for req. Says each request as JSON. Answers with what
it was asked: the method, the URI and the body; a stream in parts, as credits allow, and held for
the channel that the query names as ?channel=NAME.
"""

import json
import sys

import zmq

import peer

CREDITS = 200000
PART = 50000


def dumps(value):
    if value is None:
        return b"0:~"
    if value is True or value is False:
        text, mark = (b"true" if value else b"false"), b"!"
    elif isinstance(value, int):
        text, mark = b"%d" % value, b"#"
    elif isinstance(value, dict):
        text, mark = b"".join(dumps(name) + dumps(one) for name, one in value.items()), b"}"
    elif isinstance(value, list):
        text, mark = b"".join(map(dumps, value)), b"]"
    else:
        text, mark = (value.encode() if isinstance(value, str) else value), b","
    return b"%d:%s%s" % (len(text), text, mark)


def loads(data):
    """A value and what is after it."""
    length, rest = data.split(b":", 1)
    text, mark, rest = rest[: int(length)], rest[int(length) : int(length) + 1], rest[int(length) + 1 :]
    if mark in b"}]":
        values = []
        while text:
            value, text = loads(text)
            values.append(value)
        return (dict(zip(values[::2], values[1::2])) if mark == b"}" else values), rest
    return {b",": text, b"#": mark == b"#" and int(text), b"!": text == b"true", b"~": None}[mark], rest


def message(data):
    assert data[:1] == b"T", data
    members = loads(data[1:])[0]
    return {name.decode(): one for name, one in members.items()}


def say(request):
    print(json.dumps(request, default=lambda text: text.decode()), flush=True)


def text(request, body):
    return b"%s %s %s" % (request["method"], request["uri"], body)


def headers(request):
    channel = request["uri"].partition(b"channel=")[2]
    hold = [["Grip-Hold", "stream"], ["Grip-Channel", channel]] if channel else []
    return [["Content-Type", "text/plain"]] + hold


def serve_requests(context, spec):
    rep = context.socket(zmq.REP)
    peer.protect(rep)
    rep.connect(spec)
    while True:
        request = message(rep.recv())
        say({name: request[name] for name in ("method", "uri")})
        body = text(request, request.get("body", b""))
        reply = {"id": request["id"], "code": 200, "reason": "OK", "headers": headers(request), "body": body}
        rep.send(b"T" + dumps(reply))


def address(spec, suffix, more):
    if spec.startswith("ipc:"):
        return spec + suffix
    host, port = spec.rsplit(":", 1)
    return "%s:%d" % (host, int(port) + more)


class Stream:
    """One request: its body is asked for by credits, and then its answer goes by the other's."""

    def __init__(self, out, request):
        self.out, self.request = out, request
        self.seq, self.credits = 0, request.get("credits", 0)
        self.body, self.parts, self.begun = request.get("body", b""), None, False

    def tell(self, members):
        head = {"from": "worker1", "id": self.request["id"], "seq": self.seq}
        self.seq += 1
        self.out.send(self.request["from"] + b" T" + dumps({**head, **members}))

    def begin(self):
        if self.request.get("more"):
            self.tell({"type": "credit", "credits": CREDITS})
        else:
            self.answer()

    def hear(self, heard):
        kind = heard.get("type", b"data")
        self.credits += heard.get("credits", 0)
        if kind == b"data":
            self.body += heard["body"]
            if heard.get("more"):
                self.tell({"type": "credit", "credits": len(heard["body"])})
            else:
                self.answer()
        elif kind in (b"cancel", b"error"):
            say({"type": kind})
        self.go_on()

    def answer(self):
        whole = text(self.request, self.body)
        cuts = [0, 10, 20] + list(range(PART, len(whole), PART))
        self.parts = [whole[cut:end] for cut, end in zip(cuts, cuts[1:] + [len(whole)])]
        self.go_on()

    def go_on(self):
        while self.parts and len(self.parts[0]) <= self.credits:
            part = self.parts.pop(0)
            self.credits -= len(part)
            head = {} if self.begun else {"code": 200, "reason": "OK", "headers": headers(self.request)}
            self.begun = True
            self.tell({**head, "body": part, **({"more": True} if self.parts else {})})


def serve_streams(context, spec):
    first = context.socket(zmq.PULL)
    more = context.socket(zmq.DEALER)
    more.identity = b"worker1"
    out = context.socket(zmq.XPUB)
    first.connect(address(spec, "-out", 0))
    more.connect(address(spec, "-out-stream", 1))
    out.connect(address(spec, "-in", 2))
    out.recv()  # from now on it is heard
    streams = {}
    poller = zmq.Poller()
    for socket in (first, more):
        poller.register(socket, zmq.POLLIN)
    while True:
        for socket, _ in poller.poll():
            heard = message(socket.recv_multipart()[-1])
            key = heard["id"]
            if socket is first:
                say({name: heard[name] for name in ("method", "uri")})
                streams[key] = Stream(out, heard)
                streams[key].begin()
            elif key in streams:
                streams[key].hear(heard)


context = peer.context()
serve = serve_requests if sys.argv[1] == "req" else serve_streams
peer.serve_until_stdin_ends(lambda: serve(context, sys.argv[2]))
