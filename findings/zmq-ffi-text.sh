#!/bin/sh
# Perl's ZMQ::FFI 1.18: two texts that are equal (eq) can go as different bytes. send takes the bytes that Perl happens to
# keep a string in, Latin-1 or UTF-8, and which of them that is depends on how the string was made.
# For users: encode before sending (Encode::encode('UTF-8', $text)), and decode what is received.
# Seen: "Grüße" from a literal goes as 4772c3bcc39f65, after utf8::downgrade as 4772fcdf65; eq says that they are equal
# Needs Debian 12 with what libzmq-ffi-perl depends on (apt-get satisfy, or install it).
set -eu
# shellcheck source=findings/debian.sh
. "$(dirname -- "$0")/debian.sh"

unpack libzmq-ffi-perl=1.18-2
cat >"$folder/text.pl" <<'PERL'
use strict;
use warnings;
use utf8;
use ZMQ::FFI qw(ZMQ_PAIR);

my $context = ZMQ::FFI->new();
print "ZMQ::FFI $ZMQ::FFI::VERSION ZeroMQ ", join('.', $context->version), "\n";
my $sender = $context->socket(ZMQ_PAIR);
$sender->bind('inproc://pair');
my $receiver = $context->socket(ZMQ_PAIR);
$receiver->connect('inproc://pair');
my $text = 'Grüße';
my $same = $text;
utf8::downgrade($same);
for ($text, $same) {
    $sender->send($_);
    print unpack('H*', $receiver->recv()), "\n";
}
print $text eq $same ? "equal\n" : "different\n";
PERL
PERL5LIB=$folder/usr/share/perl5 perl "$folder/text.pl" >"$folder/output"
cat "$folder/output"
[ "$(tail -n +2 "$folder/output" | tr '\n' ' ')" = '4772c3bcc39f65 4772fcdf65 equal ' ] || fail "the two texts go otherwise now"
echo "still so"
