"""A node that does all of a small site: files, a greeting, a drink, uploads, and a chat by groups.

    python3 blastbeat_site.py tcp://127.0.0.1:5000 node2 coffee /where/the/files/are
"""

import asyncio
import hashlib
import json
import os
import re
import sys

from blastbeat import AsyncNode

NAME, WORDS, MOST, TOLD = 24, 500, 64 << 20, 256 << 10
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
POLICY = {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
          "X-Content-Type-Options": "nosniff", "Cache-Control": "no-cache"}


class Site:
    def __init__(self, node, name, drink, folder):
        self.node, self.name, self.drink, self.folder = node, name, drink, folder
        self.said, self.members, self.uploads = 0, {}, {}  # pages and uploads by session

    def on_message(self, message):
        if message.type == "uwsgi" and message.is_websocket:
            self.on_open(message)
        elif message.type == "uwsgi":
            self.on_request(message, message.env["PATH_INFO"])
        elif message.type == "websocket" and message.sid in self.members:
            self.on_text(message)
        elif message.type == "body" and message.sid in self.uploads:
            self.on_part(self.uploads[message.sid], message.body)
        elif message.type == "end":
            self.members.pop(message.sid, None)
            self.uploads.pop(message.sid, None)

    def on_request(self, request, path):
        if path == "/upload" and request.env["REQUEST_METHOD"] == "POST":
            self.uploads[request.sid] = [request, hashlib.sha256(), 0, 0]
            if request.length == 0 or (request.length or 0) > MOST:
                self.on_part(self.uploads[request.sid], b"")
        elif path == "/hello":
            self.said += 1  # and ends, so that the next connection goes to the node that has the least to do
            self.text(request, f"Hello from {self.name} in Python: greeting {self.said}\n", Connection="close")
            self.node.end(request)
        elif path == "/brew/" + self.drink:
            self.text(request, f"{self.name} has brewed {self.drink}.\n")
        elif path in ("/brew/tea", "/brew/coffee"):
            self.node.to_group(request, "news", json.dumps({"type": "retry", "node": self.name, "path": path}))
            self.node.retry(request)
        else:
            self.file(request, "/index.html" if path == "/" else path)

    def file(self, request, path):
        file = self.folder + path
        if not re.fullmatch(r"/([\w-]+/)*[\w-]+\.[a-z0-9]+", path, re.ASCII) or not os.path.isfile(file):
            self.node.answer(request, f"there is no {path}\n", 404, {**POLICY, "Content-Type": "text/plain"})
            return
        with open(file, "rb") as data:
            kind = TYPES.get(path.rpartition(".")[2], "text/plain")
            self.node.answer(request, data.read(), headers={**POLICY, "Content-Type": kind + "; charset=utf-8"})

    def text(self, request, text, **headers):
        self.node.answer(request, text, headers={"Content-Type": "text/plain; charset=utf-8", **headers})

    def on_part(self, upload, part):
        request, digest, size, told = upload
        digest.update(part)
        upload[2] = size = size + len(part)
        is_last = size >= request.length if request.length is not None else not part
        if is_last or size - told >= TOLD:
            upload[3] = size
            self.tell_page(request, {"type": "upload", "bytes": size, "node": self.name})
        if max(size, request.length or 0) > MOST:
            del self.uploads[request.sid]
            self.node.answer(request, "64 MB are the most\n", 413, {"Connection": "close"})
            self.node.end(request)
        elif is_last:
            del self.uploads[request.sid]
            answer = {"bytes": size, "sha256": digest.hexdigest(), "node": self.name}
            self.node.answer(request, json.dumps(answer), headers={"Content-Type": "application/json"})

    def tell_page(self, request, event):
        """By a group, since the page's WebSocket may be at another node."""
        if re.fullmatch("[0-9a-f]{16}", request.env["QUERY_STRING"]):
            self.node.to_group(request, "page-" + request.env["QUERY_STRING"], json.dumps(event))

    def on_open(self, request):
        origin, page = request.env.get("HTTP_ORIGIN"), request.env["QUERY_STRING"]
        is_own = origin in (None, "http://" + request.env["HTTP_HOST"])
        if not is_own or request.env["PATH_INFO"] != "/live" or not re.fullmatch("[0-9a-f]{16}", page):
            self.node.end(request)
            return
        self.node.join(request, "news")
        self.node.join(request, "page-" + page)
        self.members[request.sid] = ("", "")  # user and room
        self.node.websocket(request, json.dumps({"type": "welcome", "node": self.name}))

    def on_text(self, message):
        try:
            said = json.loads(message.text)
            word, user, room, text = (str(said.get(key, "")).strip() for key in ("type", "user", "room", "text"))
        except (ValueError, AttributeError, RecursionError):
            return
        if word == "join" and user and re.fullmatch("[a-z]{1,24}", room):
            if self.members[message.sid][1]:
                self.tell(message, "leave", "has gone")
                self.node.leave(message, "room-" + self.members[message.sid][1])
            self.members[message.sid] = (user[:NAME], room)
            self.node.join(message, "room-" + room)
            self.tell(message, "join", "has come")
        elif word == "msg" and text:
            self.tell(message, "msg", text[:WORDS])
        elif word == "here":
            self.tell(message, "here", "here")

    def tell(self, message, kind, text):
        """To all in the room, whichever nodes they are at; the sender hears it too."""
        user, room = self.members[message.sid]
        if room:
            event = {"type": kind, "user": user, "room": room, "text": text, "node": self.name}
            self.node.to_group(message, "room-" + room, json.dumps(event))


async def serve(router, name, drink, folder):
    parent = os.getppid()
    with AsyncNode(router, name) as node:
        site = Site(node, name, drink, folder)
        while os.getppid() == parent:  # ends with the program that started it
            message = await node.recv(timeout=200)
            if message:
                site.on_message(message)


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:5]))
