"""Handlers for Mongrel2, and for the servers that ZmqWebBridge runs as Mongrel2 would. Needs pyzmq, and this file.

    from mongrel2 import Handler

    handler = Handler("tcp://127.0.0.1:9997", "tcp://127.0.0.1:9996")
    for request in handler:
        if not request.is_disconnect:
            handler.reply_http(request, "hello\\n")

The addresses are the server's send_spec and recv_spec: it binds them, and handlers connect.
"""

import collections
import http
import json
import struct

import zmq
import zmq.asyncio

TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10
TARGETS = 128  # connections that one reply may name: limits.handler_targets


class Server:
    """One server's pair of sockets. ``sender`` is who it says it is, after its first message."""

    def __init__(self, context, send_spec, recv_spec):
        self.send_spec, self.sender, self.is_heard = send_spec, None, False
        self.requests, self.replies = context.socket(zmq.PULL), context.socket(zmq.XPUB)
        self.replies.linger = 1000
        self.replies.connect(recv_spec)

    def take(self):
        """The next message, or None. None comes before the server hears replies: they would be lost."""
        try:
            while True:
                self.is_heard = self.replies.recv(zmq.NOBLOCK)[:1] == b"\x01" or self.is_heard
                if self.is_heard and self.send_spec:
                    self.requests.connect(self.send_spec)
                    self.send_spec = None
        except zmq.Again:
            pass
        try:
            return self.requests.recv(zmq.NOBLOCK)
        except zmq.Again:
            return None


class Request:
    """One message of a server: ``server``, ``id`` of the connection, ``path``, ``headers``, ``body`` (bytes).

    Headers are str, or a list of str where a client repeats one. Names in upper case are the
    server's (METHOD, URI, QUERY, REMOTE_ADDR, ...), those in lower case the client's.
    """

    def __init__(self, server, message):
        self.server = server
        server.sender, number, path, rest = message.split(b" ", 3)
        self.id, self.path = int(number), _text(path)
        headers, rest = parse(rest)
        self.headers = headers if isinstance(headers, dict) else json.loads(_text(headers), strict=False)
        self.body, _ = parse(rest)

    @property
    def method(self):
        """GET, POST, ..., WEBSOCKET_HANDSHAKE, WEBSOCKET, JSON or XML; None in the middle of an upload."""
        return self.headers.get("METHOD")

    @property
    def is_disconnect(self):
        """Whether this says that the connection is gone. Nothing is to be answered."""
        return self.path == "@*" and "DOWNLOAD_CREDITS" not in self.headers

    @property
    def credits(self):
        """So many bytes more may be sent to the connection (download.flow_control); None if it says nothing."""
        return _number(self.headers.get("DOWNLOAD_CREDITS"))

    @property
    def opcode(self):
        """Of a WebSocket's message: TEXT, BINARY, CLOSE, PING or PONG; None of all else."""
        return int(self.headers["FLAGS"], 16) & 15 if self.method == "WEBSOCKET" else None

    @property
    def upload(self):
        """Of a large body that is put into a file: ("start", its path), then ("done", the same); else None."""
        for word in ("done", "start"):
            path = self.headers.get("x-mongrel2-upload-" + word)
            if path:
                return word, path
        return None

    @property
    def stream(self):
        """Of a large body that comes in parts (upload.stream): (offset, whether it is the last); else None."""
        offset = _number(self.headers.get("UPLOAD_STREAM"))
        return None if offset is None else (offset, "UPLOAD_STREAM_DONE" in self.headers)

    @property
    def closes(self):
        """Whether the client expects the end of the connection after the answer."""
        words = str(self.headers.get("connection", "")).lower()
        return "close" in words or (self.headers.get("VERSION") == "HTTP/1.0" and "keep-alive" not in words)

    def json(self):
        """The body's JSON value."""
        return json.loads(_text(self.body))


class Handler:
    """A handler of one server; ``connect`` adds others. Requests come from ``recv``, or by iterating over it."""

    def __init__(self, send_spec=None, recv_spec=None, context=None):
        self._context, self._servers = context or zmq.Context.instance(), collections.deque()
        self._poller = self._make_poller()
        if send_spec:
            self.connect(send_spec, recv_spec)

    def connect(self, send_spec, recv_spec):
        """One more server, by the two addresses that it binds."""
        server = Server(self._context, send_spec, recv_spec)
        self._servers.append(server)
        self._watch(server)
        return server

    def _make_poller(self):
        return zmq.Poller()

    def _watch(self, server):
        self._poller.register(server.replies, zmq.POLLIN)
        self._poller.register(server.requests, zmq.POLLIN)

    def recv(self, timeout=None):
        """The next request; None if none comes within ``timeout`` ms."""
        while (request := self._take()) is None:
            if not self._poller.poll(timeout):
                return None
        return request

    def _take(self):
        for _ in range(len(self._servers)):
            self._servers.rotate()
            message = self._servers[0].take()
            if message is not None:
                return Request(self._servers[0], message)
        return None

    def __iter__(self):
        return iter(self.recv, None)

    def deliver(self, server, ids, body):
        """The same bytes (or text) to many connections of a server; nothing to be sent ends them."""
        ids = list(ids)
        for start in range(0, len(ids), TARGETS):
            self._send(server, " ".join(map(str, ids[start:start + TARGETS])), _bytes(body))

    def reply(self, request, body):
        """Bytes (or text) to the connection of a request, as they are."""
        self.deliver(request.server, [request.id], body)

    def kill(self, server, *ids):
        """Ends connections, after what they were sent before."""
        self.deliver(server, ids, b"")

    def reply_http(self, request, body=b"", status=200, headers=()):
        """A whole HTTP response; ends the connection where its client expects that."""
        body, fields = _bytes(body), {"Content-Length": len(_bytes(body)), **dict(headers)}
        lines = [f"HTTP/1.1 {status} {http.HTTPStatus(status).phrase}", *(f"{k}: {v}" for k, v in fields.items())]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header of the answer has a line break in it")
        head = ("\r\n".join(lines) + "\r\n\r\n").encode()
        self.reply(request, head if request.method == "HEAD" else head + body)
        if request.closes:
            self.kill(request.server, request.id)

    def reply_json(self, request, value):
        """A JSON value to a JSON socket (raw_payload=1), with the NUL after it."""
        self.reply(request, json.dumps(value) + "\0")

    def accept(self, request, protocol=None):
        """Answers a WebSocket's handshake with yes. Its body is the key that the client waits for."""
        more = f"Sec-WebSocket-Protocol: {protocol}\r\n" if protocol else ""
        self.reply(request, b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   b"Sec-WebSocket-Accept: " + request.body + b"\r\n" + more.encode() + b"\r\n")

    def control(self, server, ids, key, value):
        """An extended reply: a key, and what a tnetstring can say."""
        self._send(server, "X " + " ".join(map(str, ids)), dump([key, value]))

    def ctl(self, request, **orders):
        """``keep_alive=1``: not idle. ``credits=N``: so many bytes of an upload more. ``cancel=1``: ends it at once."""
        self.control(request.server, [request.id], "ctl", {k.replace("_", "-"): v for k, v in orders.items()})

    def _send(self, server, ids, body):
        server.replies.send(server.sender + f" {len(ids)}:{ids}, ".encode() + body)

    def close(self):
        """Closes all sockets; what was sent still goes out, for a second."""
        for server in self._servers:
            server.requests.close(0)
            server.replies.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class AsyncHandler(Handler):
    """The same for asyncio: ``await handler.recv()``, or ``async for request in handler``. Sending never waits."""

    def _make_poller(self):
        return zmq.asyncio.Poller()

    def _watch(self, server):
        for socket in (server.replies, server.requests):
            self._poller.register(zmq.asyncio.Socket.from_socket(socket), zmq.POLLIN)

    async def recv(self, timeout=None):
        while (request := self._take()) is None:
            if not await self._poller.poll(timeout):
                return None
        return request

    async def __aiter__(self):
        while (request := await self.recv()) is not None:
            yield request


def frame(data, opcode=TEXT):
    """Text or bytes as one frame of a WebSocket, for ``reply`` and ``deliver``."""
    data = _bytes(data)
    size = len(data)
    more = bytes([size]) if size < 126 else struct.pack(">BH", 126, size) if size < 1 << 16 else struct.pack(">BQ", 127, size)
    return bytes([0x80 | opcode]) + more + data


def parse(data):
    """The first tnetstring of bytes, and what is after it. Strings that are values are bytes, in containers str."""
    size, _, data = data.partition(b":")
    if not size.isdigit() or len(data) <= int(size):
        raise ValueError(f"no tnetstring: {size[:20]!r}")
    value, kind, rest = data[:int(size)], data[int(size):int(size) + 1], data[int(size) + 1:]
    if kind in b"]}":
        items = []
        while value:
            item, value = parse(value)
            items.append(_text(item) if isinstance(item, bytes) else item)
        return (items if kind == b"]" else dict(zip(items[::2], items[1::2], strict=True))), rest
    kinds = {b",": bytes, b"#": int, b"!": lambda text: text == b"true", b"~": lambda text: None, b"^": float}
    if kind not in kinds:
        raise ValueError(f"a tnetstring has no type {kind!r}")
    return kinds[kind](value), rest


def dump(value):
    """A value as a tnetstring."""
    if isinstance(value, dict):
        data, kind = b"".join(dump(each) for pair in value.items() for each in pair), b"}"
    elif isinstance(value, (list, tuple)):
        data, kind = b"".join(map(dump, value)), b"]"
    elif isinstance(value, bool):
        data, kind = str(value).lower().encode(), b"!"
    elif isinstance(value, int):
        data, kind = str(value).encode(), b"#"
    else:
        data, kind = _bytes(value), b","
    return str(len(data)).encode() + b":" + data + kind


def _bytes(value):
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else bytes(value)


def _text(value):
    return value.decode("utf-8", "surrogateescape")


def _number(text):
    return None if text is None else int(text)
