"""Calls a page's functions: each line is [name, args, kwargs]; says the result, or the error's code.

Arguments: address, the page's identity.
"""

import json
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "rpc", "python"))

from zmqwebbridge_rpc import RPCClient, RPCError  # noqa: E402

page = RPCClient(sys.argv[1], ident=sys.argv[2])
for line in sys.stdin:
    name, args, kwargs = json.loads(line)
    try:
        print(json.dumps(page.rpc(name, *args, **kwargs)), flush=True)
    except RPCError as error:
        print(error.code, flush=True)
os._exit(0)
