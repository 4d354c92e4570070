"""Calls a service: call_service.py ADDRESS"""

# docs:begin client
import sys

from zmqwebbridge_rpc import RPCClient, RPCError


def run(address):
    client = RPCClient(address, timeout=10)
    try:
        print(client.rpc("echo", "hello!"))
        print(client.rpc("add_user", "hugo", "correct horse", type="girl"))
        client.rpc("add_user", "hugo", "short")
    except RPCError as refused:
        print(refused.code + ": " + refused.message)
    finally:
        client.close()


if __name__ == "__main__":
    run(sys.argv[1])
# docs:end
