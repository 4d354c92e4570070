"""Says hello, and to which connection.

    python3 mongrel2_hello.py tcp://127.0.0.1:9997 tcp://127.0.0.1:9996
"""

import os
import sys

from mongrel2 import Handler


def serve(send_spec, recv_spec):
    said, parent = 0, os.getppid()
    with Handler(send_spec, recv_spec) as handler:
        while os.getppid() == parent:  # ends with the program that started it
            request = handler.recv(timeout=200)
            if request and not request.is_disconnect:
                said += 1
                text = f"Hello from Python: connection {request.id}, greeting {said}\n"
                handler.reply_http(request, text, headers={"Content-Type": "text/plain; charset=utf-8"})


if __name__ == "__main__":
    serve(*sys.argv[1:3])
