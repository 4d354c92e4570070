"""The chat in Python: commands in on REP, events out on PUB. Nothing here knows of the web.

    python3 chat_service.py tcp://127.0.0.1:5001 tcp://127.0.0.1:5002
"""

import json
import os
import sys
import time

import zmq

from chat_room import Refused, Room

MALFORMED = ('a command is a JSON object like {"do": "join", "name": "Ada"};'
             " do is join, say, here or leave")
VERBS = {"join": Room.join, "say": Room.say, "here": Room.here, "leave": Room.leave}


def serve(commands, events):
    context = zmq.Context()
    rep, pub = context.socket(zmq.REP), context.socket(zmq.PUB)
    rep.setsockopt(zmq.MAXMSGSIZE, 1 << 20)
    rep.bind(commands)
    pub.bind(events)
    room, published, beat, parent = Room(), None, 0, os.getppid()
    while os.getppid() == parent:  # ends with the program that started it
        if rep.poll(100):
            answer, said = follow(room, rep.recv_multipart()[-1])
            rep.send_json(answer)
            if said:
                pub.send_json({"kind": "said", "room": room.id, "message": said})
        room.forget_the_gone()
        members, now = room.members(), time.monotonic()
        if members != published or now >= beat:
            pub.send_json({"kind": "members", "room": room.id, "members": members,
                           "last": room.last})
            published, beat = members, now + 2


def follow(room, raw):
    """Answers one command, whatever it is: (answer, the message if one was said)."""
    try:
        command = json.loads(raw)
        verb = VERBS[command.pop("do")]
        result = verb(room, **command)
    except Refused as refused:
        return {"ok": False, "code": refused.code, "error": str(refused)}, None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {"ok": False, "code": "malformed",
                "error": MALFORMED}, None
    answer, new = result if verb is Room.say else (result, False)
    return {"ok": True, **answer}, answer["message"] if new else None


if __name__ == "__main__":
    serve(*sys.argv[1:3])
