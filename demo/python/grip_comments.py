"""Live comments as a GRIP origin: a plain HTTP server that holds no connection.

Arguments: its port, and where it publishes.
"""

import json
import sys
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT, PUBLISH = int(sys.argv[1]), sys.argv[2]


class Comments(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(200, {"Content-Type": "text/event-stream",
                          "Grip-Hold": "stream", "Grip-Channel": "comments",
                          "Grip-Keep-Alive": ":\\n\\n; format=cstring; timeout=20"}, b":open\n\n")

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        event = "data: " + json.dumps(text[:200]) + "\n\n"
        item = {"channel": "comments", "formats": {"http-stream": {"content": event}}}
        urllib.request.urlopen(PUBLISH, json.dumps({"items": [item]}).encode()).close()
        self.answer(204, {}, b"")

    def answer(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", PORT), Comments).serve_forever()
