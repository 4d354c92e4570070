"""The same with coroutines: accounts_aio.py ADDRESS"""

# docs:begin service
import asyncio
import sys

import zmq
import zmq.asyncio

from zmqwebbridge_rpc.aio import AsyncRPCServer


class Accounts(AsyncRPCServer):
    async def echo(self, msg):
        await asyncio.sleep(0.01)  # ask a database
        return msg


async def main(address):
    socket = zmq.asyncio.Context().socket(zmq.ROUTER)
    socket.bind(address)
    await Accounts(socket).run_rpc()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
# docs:end
