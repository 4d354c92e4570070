"""A terminal in the chat, over a JSON socket: each message is @chat, JSON and a NUL. Needs nothing but Python.

    python3 chat_client.py 6767 Ada
"""

import json
import select
import socket
import sys

WORDS = {"join": "{user} has come", "leave": "{user} has gone", "msg": "{user}: {msg}", "userList": "here: {users}"}
PING_SECONDS = 30  # or the server takes the connection for dead


def say(server, **event):
    server.sendall(b"@chat " + json.dumps(event).encode() + b"\0")


def chat(port, user):
    with socket.create_connection(("127.0.0.1", int(port))) as server:
        say(server, type="join", user=user)
        heard, sources = b"", [server, sys.stdin]
        while True:
            ready, _, _ = select.select(sources, [], [], PING_SECONDS)
            if not ready:
                say(server, type="ping")
            if server in ready:
                data = server.recv(65536)
                if not data:
                    sys.exit("the server has ended the connection")
                *events, heard = (heard + data).split(b"\0")
                for event in map(json.loads, events):
                    users = ", ".join(event.pop("users", []))
                    print(WORDS.get(event["type"], "{type}").format(users=users, **event), flush=True)
            if sys.stdin in ready:
                line = sys.stdin.readline()
                if not line:
                    return
                if line.strip():
                    say(server, type="msg", msg=line.strip())


if __name__ == "__main__":
    chat(*sys.argv[1:3])
