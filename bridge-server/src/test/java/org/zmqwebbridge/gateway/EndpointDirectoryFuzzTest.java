package org.zmqwebbridge.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.fuzz.Choices;
import org.zmqwebbridge.zmq.ZmqAddresses;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** A page reaches what is configured, by its name or exactly its address, and nothing else. */
class EndpointDirectoryFuzzTest {
  private final List<EndpointSpec> endpoints =
      List.of(
          endpoint("echo", SocketType.REQ, "tcp://127.0.0.1:10001"),
          endpoint("news", SocketType.SUB, "tcp://news.example:10002"),
          endpoint("tick", SocketType.SUB, "tcp://127.0.0.1:10001"),
          endpoint("members", SocketType.SUB, "tcp://127.0.0.1:10004"),
          endpoint("public", SocketType.SUB, "tcp://127.0.0.1:10004"),
          endpoint("page", SocketType.REP, "tcp://[::1]:10003"),
          endpoint("several", SocketType.SUB, "tcp://127.0.0.1:10003", "tcp://127.0.0.1:10002"));
  private final EndpointDirectory directory = new EndpointDirectory(endpoints);

  private static EndpointSpec endpoint(String name, SocketType type, String... addresses) {
    List<ZmqEndpoint> parsed = Stream.of(addresses).map(ZmqEndpoint::parse).toList();
    return EndpointSpec.of(name, type, new ZmqAddresses(parsed));
  }

  @FuzzTest
  void find(byte[] bytes) {
    Choices choices = new Choices(bytes);
    SocketType type = choices.of(SocketType.values());
    StringBuilder text = new StringBuilder();
    while (choices.hasMore()) {
      text.append(
          choices.of(
              "echo",
              "news",
              "page",
              "tcp://",
              "127.0.0.1",
              ":10001",
              "news.example",
              ":10002",
              "[::1]",
              "[0:0::0:1]",
              ":10003",
              ":10004",
              "members",
              "public",
              "NEWS",
              ".",
              ";",
              "*",
              " ",
              choices.text(5)));
    }
    check(text.toString(), type);
  }

  private void check(String target, SocketType type) {
    Optional<EndpointSpec> found;
    try {
      found = directory.find(target, type);
    } catch (IllegalArgumentException malformed) {
      assertTrue(target.contains(":"));
      assertFalse(malformed.getMessage().isBlank());
      return;
    }
    if (found.isEmpty()) {
      assertTrue(
          endpoints.stream()
              .noneMatch(one -> one.type() == type && spellings(one).contains(target)));
      return;
    }
    EndpointSpec endpoint = found.get();
    assertEquals(type, endpoint.type());
    assertTrue(endpoints.contains(endpoint));
    String lower = target.toLowerCase(Locale.ROOT).replace("[0:0::0:1]", "[::1]");
    assertTrue(
        target.equals(endpoint.name())
            || (!lower.endsWith(":10004") && spellings(endpoint).contains(lower)),
        target);
  }

  private static Set<String> spellings(EndpointSpec endpoint) {
    return Stream.concat(
            Stream.of(endpoint.name()),
            endpoint.addresses().all().stream()
                .map(ZmqEndpoint::address)
                .filter(address -> !address.endsWith(":10004"))) // names none of the two
        .collect(Collectors.toSet());
  }
}
