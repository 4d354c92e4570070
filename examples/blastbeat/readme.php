<?php
// What the node in PHP that comes with BlastBeat does: answers every request, that of a WebSocket too, with a head, a body and
// the end, whose answer to a ping has a body. Debian: apt install php-cli php-zmq
//   php readme.php [tcp://127.0.0.1:5000 [FOOBAR1]]

/** The variables of a uwsgi packet, by name. Its size counts its own four bytes. */
function variables(string $packet): array
{
    $size = unpack('v', $packet, 1)[1];
    $words = [];
    for ($at = 4; $at < $size; $at += 2 + $length) {
        $length = unpack('v', $packet, $at)[1];
        $words[] = substr($packet, $at + 2, $length);
    }
    $pairs = array_chunk($words, 2);
    return array_combine(array_column($pairs, 0), array_column($pairs, 1));
}

$node = new ZMQSocket(new ZMQContext(), ZMQ::SOCKET_DEALER);
$node->setSockOpt(ZMQ::SOCKOPT_IDENTITY, $argv[2] ?? 'FOOBAR1');
$node->connect($argv[1] ?? 'tcp://127.0.0.1:5000');

while (true) {
    [$sid, $type, $body] = $node->recvMulti();
    if ($type === 'ping') {
        $node->sendmulti([$sid, 'pong', 'pong']);
    } elseif ($type === 'websocket') {
        $node->sendmulti([$sid, 'websocket', "heard: $body"]);
    } elseif ($type === 'uwsgi') {
        $env = variables($body);
        $head = [$env['SERVER_PROTOCOL'] . ' 200 Ok', 'Content-Type: text/html', 'Host: ' . $env['HTTP_HOST'], '', ''];
        $node->sendmulti([$sid, 'headers', implode("\r\n", $head)]);
        $node->sendmulti([$sid, 'body', "<p>{$env['PATH_INFO']}</p>"]);
        $node->sendmulti([$sid, 'end', '']);
    } else {
        echo "$type of " . bin2hex($sid) . "\n"; // spawn, and the end that comes back
    }
}
