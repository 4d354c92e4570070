<?php
// An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
// which publishes the last part under a topic.

$context = new ZMQContext();
$rep = $context->getSocket(ZMQ::SOCKET_REP);
$rep->bind($argv[1]);
$pub = $context->getSocket(ZMQ::SOCKET_PUB);
$pub->bind($argv[2]);
echo 'php-zmq ', phpversion('zmq'), ' ZeroMQ ', ZMQ::LIBZMQ_VER, "\n";

while (true) {
    $parts = $rep->recvMulti();
    $rep->sendmulti($parts);
    $pub->sendmulti(['php', end($parts)]);
}
