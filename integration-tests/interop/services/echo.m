% An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
% which publishes the last part under a topic.

pkg load zeromq
1;

% zmq_recv cuts off what is longer than it is told to take, without a word: limits.maxMessageBytes of the bridge.
function parts = receive(socket)
  parts = {};
  do
    parts{end + 1} = zmq_recv(socket, 1048576);
  until ! zmq_getsockopt(socket, ZMQ_RCVMORE)
endfunction

function send(socket, parts)
  for i = 1:numel(parts) - 1
    zmq_send(socket, parts{i}, ZMQ_SNDMORE);
  endfor
  zmq_send(socket, parts{end});
endfunction

rep = zmq_socket(ZMQ_REP);
zmq_bind(rep, argv(){1});
pub = zmq_socket(ZMQ_PUB);
zmq_bind(pub, argv(){2});
[major, minor, patch] = zmq_version();
printf("octave-zeromq %s ZeroMQ %d.%d.%d\n", pkg("describe", "zeromq"){1}.version, major, minor, patch);
fflush(stdout);

while true
  parts = receive(rep);
  send(rep, parts);
  send(pub, {"octave", parts{end}});
endwhile
