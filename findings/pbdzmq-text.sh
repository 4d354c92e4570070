#!/bin/sh
# R's pbdZMQ 0.3.9: zmq.send cuts a text that is not ASCII, because it sends as many bytes as the text has characters;
# and zmq.send.multipart cannot send a message of one part: it sends the part as if another followed, and then raises.
# For users: send raw vectors, by zmq.msg.send(charToRaw(text), socket, serialize = FALSE), and write the loop over parts yourself.
# Seen: of the 7 bytes of "Grüße", 47 72 c3 bc c3 arrive
#       zmq.send.multipart of one part: attempt to select less than one element in integerOneIndex
# Needs Debian 12 with r-base-core and libzmq5.
set -eu
# shellcheck source=findings/debian.sh
. "$(dirname -- "$0")/debian.sh"

unpack r-cran-pbdzmq=0.3.9+dfsg-1
cat >"$folder/text.R" <<'R'
suppressPackageStartupMessages(library(pbdZMQ))
cat("pbdZMQ", format(packageVersion("pbdZMQ")), "ZeroMQ", format(zmq.version()), "\n")
context <- zmq.ctx.new()
sender <- zmq.socket(context, ZMQ.ST()$PAIR)
invisible(zmq.bind(sender, "inproc://pair"))
receiver <- zmq.socket(context, ZMQ.ST()$PAIR)
invisible(zmq.connect(receiver, "inproc://pair"))
zmq.send(sender, "Gr\u00fc\u00dfe")
cat("text:", format(zmq.msg.recv(receiver, unserialize = FALSE)), "\n")
tryCatch(
  { zmq.send.multipart(sender, list(charToRaw("one")), serialize = FALSE); cat("one part: sent\n") },
  error = function(e) cat("one part:", conditionMessage(e), "\n"))
R
LC_ALL=C.UTF-8 R_LIBS="$folder/usr/lib/R/site-library" Rscript --vanilla "$folder/text.R" >"$folder/output"
cat "$folder/output"
grep -q '^text: 47 72 c3 bc c3 $' "$folder/output" || fail "zmq.send sends texts otherwise now"
grep -q '^one part: .*less than one element' "$folder/output" || fail "zmq.send.multipart takes one part now"
echo "still so"
