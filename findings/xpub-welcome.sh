#!/bin/sh
# libzmq 4.3.4 (Debian 12's, through python3-zmq 24.0.1): an XPUB's welcome message (ZMQ_XPUB_WELCOME_MSG) comes to every peer that
# connects, before any subscription is read, though the manual says that a subscriber subscribes to it first: an XSUB that has
# subscribed to nothing receives it, and one that has subscribed to something else too.
# For users: a welcome proves that there is a connection, and nothing of a subscription; a publisher that starts to publish
# when somebody has heard its welcome may still be too early. A plain SUB hides this: it filters what it receives by itself.
# Seen: XSUB without a subscription: welcome
#       XSUB with another subscription: welcome
#       SUB with another subscription: nothing
# Needs Debian 12 with what python3-zmq depends on (apt-get satisfy, or install it).
set -eu
# shellcheck source=findings/debian.sh
. "$(dirname -- "$0")/debian.sh"

unpack python3-zmq=24.0.1-4+b1
cat >"$folder/welcome.py" <<'PYTHON'
import zmq

context = zmq.Context()
publisher = context.socket(zmq.XPUB)
publisher.setsockopt(zmq.XPUB_WELCOME_MSG, b"welcome")
port = publisher.bind_to_random_port("tcp://127.0.0.1")


def hears(name, kind, topics):
    socket = context.socket(kind)
    socket.linger = 0
    for topic in topics:
        if kind == zmq.XSUB:
            socket.send(b"\1" + topic)
        else:
            socket.subscribe(topic)
    socket.connect("tcp://127.0.0.1:%d" % port)
    for turn in range(20):
        publisher.poll(50)  # it takes in who has connected; what it hears stays unread
        if socket.poll(50):
            break
    heard = socket.recv().decode() if socket.poll(0) else "nothing"
    print("%s: %s" % (name, heard))
    socket.close()


print("libzmq", zmq.zmq_version())
hears("XSUB without a subscription", zmq.XSUB, [])
hears("XSUB with another subscription", zmq.XSUB, [b"other"])
hears("SUB with another subscription", zmq.SUB, [b"other"])
context.destroy(linger=0)
PYTHON
PYTHONPATH=$folder/usr/lib/python3/dist-packages /usr/bin/python3 "$folder/welcome.py" >"$folder/output"
cat "$folder/output"
[ "$(grep -c ': welcome$' "$folder/output")" = 2 ] || fail "a welcome waits for a subscription now"
[ "$(tail -n 1 "$folder/output")" = 'SUB with another subscription: nothing' ] || fail "a SUB does not filter by itself any more"
echo "still so"
