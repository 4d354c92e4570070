// An echo service. Arguments: the addresses of a REP, which sends back all parts of what it gets, and of a PUB,
// which publishes the last part under a topic.

#include <array>
#include <iostream>
#include <vector>
#include <zmq.hpp>
#include <zmq_addon.hpp>

int main(int, char **arguments) {
  zmq::context_t context;
  zmq::socket_t rep(context, zmq::socket_type::rep);
  rep.bind(arguments[1]);
  zmq::socket_t pub(context, zmq::socket_type::pub);
  pub.bind(arguments[2]);
  const auto [major, minor, patch] = zmq::version();
  std::cout << "cppzmq " << CPPZMQ_VERSION_MAJOR << '.' << CPPZMQ_VERSION_MINOR << '.' << CPPZMQ_VERSION_PATCH
            << " ZeroMQ " << major << '.' << minor << '.' << patch << std::endl;

  for (;;) {
    std::vector<zmq::message_t> parts;
    static_cast<void>(zmq::recv_multipart(rep, std::back_inserter(parts)));
    zmq::message_t last;
    last.copy(parts.back());  // sending takes the parts away
    zmq::send_multipart(rep, parts);
    zmq::send_multipart(pub, std::array<zmq::message_t, 2>{zmq::message_t(std::string("cpp")), std::move(last)});
  }
}
