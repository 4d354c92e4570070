# An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
# which publishes the last part under a topic.

use strict;
use warnings;
use ZMQ::FFI qw(ZMQ_PUB ZMQ_REP);

my ($rep_address, $pub_address) = @ARGV;
my $context = ZMQ::FFI->new();
my $rep = $context->socket(ZMQ_REP);
$rep->bind($rep_address);
my $pub = $context->socket(ZMQ_PUB);
$pub->bind($pub_address);
$| = 1;
print "ZMQ::FFI $ZMQ::FFI::VERSION ZeroMQ ", join('.', $context->version), "\n";

while (1) {
    my @parts = $rep->recv_multipart();
    $rep->send_multipart(\@parts);
    $pub->send_multipart(['perl', $parts[-1]]);
}
