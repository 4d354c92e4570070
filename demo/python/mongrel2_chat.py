"""A chat room of pages, which come over WebSockets, and of terminals, which come over JSON sockets. With asyncio.

    python3 mongrel2_chat.py tcp://127.0.0.1:9995 tcp://127.0.0.1:9994
"""

import asyncio
import json
import os
import sys

from mongrel2 import CLOSE, PING, PONG, TEXT, AsyncHandler, frame

MEMBERS, NAME, WORDS = 200, 24, 500  # the most


class Room:
    def __init__(self, handler):
        self.handler, self.pages, self.terminals = handler, {}, {}  # names by connection

    def on_request(self, request):
        if request.method == "WEBSOCKET_HANDSHAKE":
            self.open(request)
        elif request.method == "WEBSOCKET":
            self.on_frame(request)
        elif request.is_disconnect:
            self.leave(request)
        elif request.method == "JSON":
            self.on_command(request, self.terminals)
        else:
            self.handler.reply_http(request, "a WebSocket is here\n", 426)

    def open(self, request):
        origin = request.headers.get("origin")
        if origin in (None, f"{request.headers['URL_SCHEME']}://{request.headers['host']}"):
            self.handler.accept(request)
        else:
            self.handler.reply_http(request, f"a page of {origin} may not come in\n", 403)
            self.handler.kill(request.server, request.id)

    def on_frame(self, request):
        if request.opcode == TEXT:
            self.on_command(request, self.pages)
        elif request.opcode == PING:
            self.handler.reply(request, frame(request.body, PONG))
        elif request.opcode == CLOSE:
            self.handler.reply(request, frame(request.body, CLOSE))
            self.handler.kill(request.server, request.id)
            self.leave(request)

    def on_command(self, request, kind):
        try:
            said = request.json()
            word, name, text = (str(said.get(key, "")).strip() for key in ("type", "user", "msg"))
        except (ValueError, AttributeError, RecursionError):
            return
        names = {**self.pages, **self.terminals}
        if word == "join" and name and request.id not in names and len(names) < MEMBERS:
            name = free(name[:NAME], names.values())
            self.tell(request.server, {"type": "join", "user": name})
            kind[request.id] = name
            users = [*names.values(), name]
            self.send(request.server, kind, [request.id], {"type": "userList", "users": users, "you": name})
        elif word == "msg" and text and request.id in names:
            self.tell(request.server, {"type": "msg", "user": names[request.id], "msg": text[:WORDS]})

    def leave(self, request):
        name = self.pages.pop(request.id, None) or self.terminals.pop(request.id, None)
        if name:
            self.tell(request.server, {"type": "leave", "user": name})

    def tell(self, server, event):
        for kind in (self.pages, self.terminals):
            self.send(server, kind, kind, event)

    def send(self, server, kind, ids, event):
        text = json.dumps(event)
        self.handler.deliver(server, ids, frame(text) if kind is self.pages else text + "\0")


def free(name, taken):
    """The name, with a number after it if somebody has it already."""
    return next(one for n in range(1, MEMBERS + 2) if (one := name if n == 1 else f"{name} {n}") not in taken)


async def serve(send_spec, recv_spec):
    parent = os.getppid()
    with AsyncHandler(send_spec, recv_spec) as handler:
        room = Room(handler)
        while os.getppid() == parent:  # ends with the program that started it
            request = await handler.recv(timeout=200)
            if request:
                room.on_request(request)


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:3]))
