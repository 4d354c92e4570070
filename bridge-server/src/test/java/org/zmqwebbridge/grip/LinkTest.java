package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.RequestHead;
import org.zmqwebbridge.grip.wire.MalformedGripException;

class LinkTest {
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

  private static Link link(String url) throws MalformedGripException {
    return Link.of(url, ASKED, Set.of("other.example"));
  }

  @Test
  void linksAreSeenFromTheRequest() throws MalformedGripException {
    assertEquals("/more?y=2", link("/more?y=2").target());
    assertEquals("/a/more", link("more").target());
    assertEquals("/more", link("../more").target());
    assertEquals("/a/b?y=2", link("b?y=2").target());
    assertEquals("/%C3%A4?%C4%8A", link("/\u00e4?\u010a").target());
    assertEquals("/", link("http://example.com:8080").target());
    assertTrue(link("http://example.com:8080/x").elsewhere().isEmpty());
    assertEquals("/a/next", link("more").to("next", ASKED, Set.of()).target());
  }

  @Test
  void otherHostsMustBeAllowed() throws MalformedGripException {
    assertEquals(
        "https://other.example:443", link("https://other.example/x").elsewhere().get() + "");
    for (String refused :
        new String[] {
          "http://example.com/x",
          "//evil.example/x",
          "http://user@example.com:8080/",
          "ftp://a/b",
          "http:///x",
          "http://other.example:81/"
        }) {
      assertThrows(MalformedGripException.class, () -> link(refused), refused);
    }
  }

  @Test
  void whatIsNoUrlIsRefused() {
    for (String wrong : new String[] {"/a b", "%", "http://[", "\n/x"}) {
      assertThrows(MalformedGripException.class, () -> link(wrong), wrong);
    }
  }
}
