# An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
# which publishes the last part under a topic.

require 'ffi-rzmq'

# ffi-rzmq raises nothing: every call says by its result whether it worked.
def check(result)
  raise ZMQ::Util.error_string unless ZMQ::Util.resultcode_ok?(result)
end

context = ZMQ::Context.new
rep = context.socket(ZMQ::REP)
check rep.bind(ARGV[0])
pub = context.socket(ZMQ::PUB)
check pub.bind(ARGV[1])
puts "ffi-rzmq #{ZMQ.version} ZeroMQ #{LibZMQ.version.values.join('.')}"
$stdout.flush

loop do
  parts = []
  check rep.recv_strings(parts)
  check rep.send_strings(parts)
  check pub.send_strings(['ruby', parts.last])
end
