"""A node of BlastBeat: says hello to every client, and echoes on WebSockets.

    PYTHONPATH=../../handlers/python python3 hello.py tcp://127.0.0.1:5000 hello-python
"""

import sys

from blastbeat import Node

node = Node(*sys.argv[1:3])
for message in node:
    if message.type == "websocket":
        node.websocket(message, message.body)
    elif message.type == "uwsgi" and not message.is_websocket:
        node.headers(message, headers={"Content-Type": "text/html", "Connection": "close"})
        for part in "<h1>Hello from Python</h1>", "<p>one</p>", "<p>two</p>", "<p>three</p>":
            node.body(message, part)
        node.end(message)
