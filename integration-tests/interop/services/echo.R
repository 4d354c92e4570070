# An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
# which publishes the last part under a topic.

suppressPackageStartupMessages(library(pbdZMQ))

# zmq.send.multipart cannot send a single part. Raw vectors as they are: what pages send is not R's serialization,
# and must not be read as if it were.
send <- function(socket, parts) {
  for (i in seq_along(parts)) {
    flags <- if (i < length(parts)) ZMQ.SR()$SNDMORE else ZMQ.SR()$BLOCK
    zmq.msg.send(parts[[i]], socket, flags = flags, serialize = FALSE)
  }
}

arguments <- commandArgs(trailingOnly = TRUE)
context <- zmq.ctx.new()
rep <- zmq.socket(context, ZMQ.ST()$REP)
zmq.bind(rep, arguments[1])
pub <- zmq.socket(context, ZMQ.ST()$PUB)
zmq.bind(pub, arguments[2])
cat("pbdZMQ", format(packageVersion("pbdZMQ")), "ZeroMQ", format(zmq.version()), "\n")

repeat {
  parts <- zmq.recv.multipart(rep, unserialize = FALSE)
  send(rep, parts)
  send(pub, list(charToRaw("r"), parts[[length(parts)]]))
}
