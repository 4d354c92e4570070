"""Nodes for BlastBeat, and for the servers that ZmqWebBridge runs as BlastBeat would. Needs pyzmq, and this file.

    from blastbeat import Node

    node = Node("tcp://127.0.0.1:5000", "foobar1")
    for message in node:
        if message.type == "uwsgi":
            node.answer(message, "hello\\n")

The address is a router of the server (a line zmq = ...): it binds it, and nodes connect. The identity is one of a virtual
host's nodes. A peer that reaches the router can take any identity: bind it on loopback, or give nodes keys (options, CURVE).
"""

import http

import zmq
import zmq.asyncio

WAITING = 10_000  # messages that wait while the server is away


class Message:
    """One message of the server: ``sid`` of the session (16 bytes; none of "spawn"), ``type``, ``body`` (bytes)."""

    def __init__(self, frames):
        self.sid, kind, self.body = frames
        self.type, self._env = kind.decode("latin-1"), None

    @property
    def env(self):
        """Of a request ("uwsgi"): its variables, str by name, as WSGI has them; a header that is repeated is joined."""
        if self._env is None:
            self._env = decode(self.body)
        return self._env

    @property
    def text(self):
        """The body as text."""
        return self.body.decode("utf-8", "replace")

    @property
    def is_websocket(self):
        """Whether this request opens a WebSocket. The server has accepted it: what may not come in is ended."""
        return self.env.get("HTTP_UPGRADE", "").lower() == "websocket" and "HTTP_SEC_WEBSOCKET_KEY" in self.env

    @property
    def length(self):
        """Bytes of the body that follow this request as "body"; None if they come until an empty one: an upload in chunks."""
        if "chunked" in self.env.get("HTTP_TRANSFER_ENCODING", "").lower():
            return None
        return int(self.env.get("CONTENT_LENGTH") or 0)

    @property
    def closes(self):
        """Whether the client expects the end of the connection after the answer."""
        words = self.env.get("HTTP_CONNECTION", "").lower()
        return "close" in words or (self.env.get("SERVER_PROTOCOL") == "HTTP/1.0" and "keep-alive" not in words)


class Node:
    """A node of one server. Messages come from ``recv``, or by iterating over it; pings are answered there.

    ``options`` are of its socket: ``{zmq.CURVE_SERVERKEY: ...}``. Where a method takes a session, a message of it will do.
    """

    def __init__(self, router, identity, context=None, options=()):
        self._socket = self._open(context)
        for option, value in {zmq.SNDHWM: WAITING, zmq.LINGER: 1000, **dict(options)}.items():
            self._socket.setsockopt(option, value)
        self._socket.setsockopt(zmq.IDENTITY, identity.encode() if isinstance(identity, str) else identity)
        self._socket.connect(router)
        self.send(b"", "pong")  # unasked, which makes a node available at once

    def _open(self, context):
        return (context or zmq.Context.instance()).socket(zmq.DEALER)

    def recv(self, timeout=None):
        """The next message; None if none comes within ``timeout`` ms."""
        while self._socket.poll(timeout):
            message = self._take(self._socket.recv_multipart())
            if message:
                return message
        return None

    def _take(self, frames):
        if len(frames) != 3:
            return None
        if frames[1] != b"ping":
            return Message(frames)
        self.send(frames[0], "pong")
        return None

    def __iter__(self):
        return iter(self.recv, None)

    def send(self, session, kind, body=b""):
        """A message of any type. ``kind`` is str, or bytes where a session is named in it."""
        sid = session.sid if isinstance(session, Message) else session
        self._send([sid, _bytes(kind), _bytes(body)])

    def _send(self, frames):
        self._socket.send_multipart(frames)

    def answer(self, request, body=b"", status=200, headers=()):
        """A whole HTTP response; ends the connection where its client expects that."""
        body = _bytes(body)
        self.headers(request, status, {"Content-Length": len(body), **dict(headers)})
        if body and request.env.get("REQUEST_METHOD") != "HEAD":
            self.body(request, body)
        if request.closes:
            self.end(request)

    def headers(self, session, status=200, headers=()):
        """The head of a response."""
        fields = [f"{name}: {value}" for name, value in dict(headers).items()]
        lines = [f"HTTP/1.1 {status} {http.HTTPStatus(status).phrase}", *fields]
        if any("\r" in line or "\n" in line for line in lines):
            raise ValueError("a header of the answer has a line break in it")
        self.send(session, "headers", "\r\n".join(lines) + "\r\n\r\n")

    def body(self, session, data):
        """Bytes (or text) of a response, as they are."""
        self.send(session, "body", data)

    def chunk(self, session, data=b""):
        """A chunk of a response that says ``Transfer-Encoding: chunked``; an empty one is the last."""
        self.send(session, "chunk", data)

    def end(self, session):
        """Ends the session, after what it was sent before. "end" comes back."""
        self.send(session, "end")

    def retry(self, request):
        """Gives a request back: another node gets it, with its body."""
        self.send(request, "retry")

    def websocket(self, session, text):
        """A text to a WebSocket."""
        self.send(session, "websocket", text)

    def join(self, session, group):
        """Into a group of its virtual host, by a name of 1 to 64 bytes; a session leaves all at its end."""
        self.send(session, "join", group)

    def leave(self, session, group):
        """Out of a group."""
        self.send(session, "leave", group)

    def to_group(self, session, group, data, kind="websocket"):
        """The same to all sessions of a group: "websocket", "chunk", or "msg", which their nodes get."""
        self.send(session, _bytes(group) + b":" + _bytes(kind), data)

    def close(self):
        """Closes the socket; what was sent still goes out, for a second."""
        self._socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class AsyncNode(Node):
    """The same for asyncio: ``await node.recv()``, or ``async for message in node``. Sending never waits: zmq.Again if it had to."""

    def _open(self, context):
        return zmq.asyncio.Socket.from_socket(super()._open(context))

    def _send(self, frames):
        self._socket.send_multipart(frames, zmq.DONTWAIT).result()

    async def recv(self, timeout=None):
        while await self._socket.poll(timeout):
            message = self._take(await self._socket.recv_multipart())
            if message:
                return message
        return None

    async def __aiter__(self):
        while (message := await self.recv()) is not None:
            yield message


def decode(packet):
    """The variables of a uwsgi packet. Its size counts its own four bytes."""
    if len(packet) < 4 or packet[0] or int.from_bytes(packet[1:3], "little") != len(packet) & 0xffff:
        raise ValueError(f"no uwsgi packet of variables: {packet[:4]!r}")
    words, env, at = [], {}, 4
    while at < len(packet):
        start, at = at + 2, at + 2 + int.from_bytes(packet[at:at + 2], "little")
        if at > len(packet):
            raise ValueError("a uwsgi packet ends in the middle of a word")
        words.append(packet[start:at].decode("latin-1"))
    for name, value in zip(words[::2], words[1::2], strict=True):
        env[name] = value if name not in env else env[name] + ("; " if name == "HTTP_COOKIE" else ", ") + value
    return env


def _bytes(value):
    return value.encode() if isinstance(value, str) else bytes(value)
