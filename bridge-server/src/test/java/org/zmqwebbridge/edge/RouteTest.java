package org.zmqwebbridge.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who answers at a path of a host. */
class RouteTest {
  private static Route at(String path) {
    return Route.at(path, List.of("GET"), exchange -> null);
  }

  private static Route below(String path) {
    return Route.below(path, List.of("GET"), exchange -> null);
  }

  private static Optional<Route> find(String host, String path, Route... routes) {
    return Route.find(List.of(routes), host, path);
  }

  @Test
  void aFixedPathComesBeforeAPrefixAndTheFirstOfTwo() {
    Route prefix = below("/a/");
    Route fixed = at("/a/b");
    assertEquals(Optional.of(fixed), find("x", "/a/b", prefix, fixed, at("/a/b")));
    assertEquals(Optional.of(prefix), find("x", "/a/c", prefix, fixed));
    assertEquals(Optional.empty(), find("x", "/a/b/c", prefix, fixed));
    assertEquals(Optional.empty(), find("x", "/a/", prefix, fixed));
  }

  @Test
  void aRouteOfTheHostComesBeforeAllOthers() {
    Route everywhere = at("/a/b");
    Route here = below("/a/").onHost("Example.org");
    assertEquals(Optional.of(here), find("example.ORG", "/a/b", everywhere, here));
    assertEquals(Optional.of(here), find("example.org.", "/a/b", everywhere, here));
    for (String other : new String[] {"www.example.org", "example.org.x", "", null}) {
      assertEquals(Optional.of(everywhere), find(other, "/a/b", everywhere, here), other);
      assertEquals(Optional.empty(), find(other, "/a/c", everywhere, here), other);
    }
  }

  @Test
  void aHostHasNoPort() {
    assertThrows(IllegalArgumentException.class, () -> at("/a").onHost("example.org:80"));
    assertThrows(IllegalArgumentException.class, () -> at("/a").onHost("https://example.org"));
    assertThrows(IllegalArgumentException.class, () -> at("/a").onHost("*.example.org"));
    assertEquals(Optional.of("[2001:db8::1]"), at("/a").onHost("[2001:DB8::1]").host());
  }
}
