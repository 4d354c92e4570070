package org.zmqwebbridge.grip;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.MalformedGripException;

/**
 * Whatever an origin links to, it leads where its route does, or to a host that is allowed, and
 * nothing in it ends a line of a request.
 */
class LinkFuzzTest {
  private static final String ALLOWED = "other.example:81";
  private static final RequestHead ASKED =
      new RequestHead.Builder()
          .target("/a/b?x=1")
          .header("Host", "example.com:8080")
          .build(
              "GET",
              "/a/b",
              "x=1",
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 1),
              false);

  static Stream<byte[]> seeds() {
    return Stream.of(
            "/more?y=2",
            "more;a=b#c",
            "../../x",
            "//other.example:81/y?z",
            "http://EXAMPLE.com:8080/%2e%2e/x",
            "https://other.example:81",
            "http://user@other.example:81/",
            "http://[::1]:80/",
            "?only=query")
        .map(url -> url.getBytes(UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void leadsNowhereElse(byte[] bytes) {
    String url = new String(bytes, UTF_8);
    try {
      Link first = Link.of(url, ASKED, Set.of(ALLOWED));
      check(first);
      check(first.to(url, ASKED, Set.of(ALLOWED)));
    } catch (MalformedGripException refused) {
      assertTrue(refused.getMessage().startsWith("Grip-Link: "), refused.getMessage());
    }
  }

  private static void check(Link link) {
    if (link.elsewhere().isEmpty()) {
      assertTrue(link.host().equalsIgnoreCase("example.com:8080"), link::toString);
    } else {
      assertEquals(ALLOWED, link.host().toLowerCase(Locale.ROOT));
      String place = link.elsewhere().get().toString();
      assertTrue(place.matches("(?i)https?://other\\.example:81"), place);
    }
    assertTrue(link.target().startsWith("/"), link::toString);
    assertFalse(
        link.target().chars().anyMatch(c -> c <= ' ' || c == 0x7f || c == '#'), link::toString);
    assertFalse(link.target().chars().anyMatch(c -> c > 0x7f), link::toString);
  }
}
