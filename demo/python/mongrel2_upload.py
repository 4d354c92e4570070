"""Takes uploads that the server puts into files, and tells pages by WebSocket how far each has come.

    python3 mongrel2_upload.py tcp://127.0.0.1:9991 tcp://127.0.0.1:9990 /where/the/server/puts/them
"""

import hashlib
import json
import os
import re
import sys

from mongrel2 import CLOSE, Handler, frame

MOST = 64 << 20


class Uploads:
    def __init__(self, handler, folder):
        self.handler, self.folder, self.pages, self.begun = handler, os.path.realpath(folder), set(), {}

    def on_request(self, request):
        if request.is_disconnect:
            self.pages.discard(request.id)
            self.begun.pop(request.id, None)
        elif str(request.method).startswith("WEBSOCKET"):
            self.on_page(request)
        elif request.upload:
            self.on_upload(request, *request.upload)
        elif request.method == "POST":
            self.answer(request, len(request.body), hashlib.sha256(request.body))
        else:
            self.handler.reply_http(request, "POST a file here\n", 405)

    def on_page(self, request):
        own = f"{request.headers['URL_SCHEME']}://{request.headers['host']}"
        if request.method == "WEBSOCKET" and request.opcode == CLOSE:
            self.pages.discard(request.id)
            self.handler.reply(request, frame(request.body, CLOSE))
            self.handler.kill(request.server, request.id)
        elif request.method == "WEBSOCKET_HANDSHAKE" and request.headers.get("origin", own) == own:
            self.handler.accept(request)
            self.pages.add(request.id)
        elif request.method == "WEBSOCKET_HANDSHAKE":
            self.handler.reply_http(request, "a page of another site may not come in\n", 403)
            self.handler.kill(request.server, request.id)

    def on_upload(self, request, step, path):
        if os.path.dirname(os.path.realpath(path)) != self.folder:
            print(f"an upload is at {path}, not in {self.folder}", file=sys.stderr)
        elif step == "start" and int(request.headers.get("content-length", 0)) > MOST:
            self.refuse(request)
        elif step == "start":
            self.begun[request.id] = [request, path, -1]
        else:
            self.tell(self.begun.pop(request.id, None))
            self.on_done(request, path)
            os.remove(path)

    def on_done(self, request, path):
        if os.path.getsize(path) > MOST:  # chunks do not say before how many they are
            self.refuse(request)
            return
        with open(path, "rb") as file:
            digest = hashlib.sha256()
            while part := file.read(1 << 20):
                digest.update(part)
            self.answer(request, file.tell(), digest)

    def refuse(self, request):
        self.handler.reply_http(request, "64 MB are the most\n", 413)
        self.handler.kill(request.server, request.id)

    def answer(self, request, size, digest):
        body = json.dumps({"bytes": size, "sha256": digest.hexdigest()})
        self.handler.reply_http(request, body, headers={"Content-Type": "application/json"})

    def on_time(self):
        for upload in list(self.begun.values()):
            if self.tell(upload) > MOST:
                self.refuse(upload[0])
                del self.begun[upload[0].id]

    def tell(self, upload):
        """Tells pages how far an upload is, if it is further than they know; how far it is."""
        if not upload:
            return 0
        request, path, told = upload
        size = os.path.getsize(path) if os.path.exists(path) else told
        if size != told:
            upload[2] = size
            name = re.fullmatch("id=([0-9a-f]{1,32})", request.headers.get("QUERY", ""))
            length = int(request.headers.get("content-length", 0))
            event = {"id": name[1] if name else "", "bytes": size, "of": length}
            self.handler.deliver(request.server, self.pages, frame(json.dumps(event)))
        return size


def serve(send_spec, recv_spec, folder):
    parent = os.getppid()
    with Handler(send_spec, recv_spec) as handler:
        uploads = Uploads(handler, folder)
        while os.getppid() == parent:  # ends with the program that started it
            request = handler.recv(timeout=100)
            if request:
                uploads.on_request(request)
            uploads.on_time()


if __name__ == "__main__":
    serve(*sys.argv[1:4])
