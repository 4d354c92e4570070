package org.zmqwebbridge.it.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.RawPage;
import org.zmqwebbridge.it.TestBridge;

/** examples/express as it stands, with the libraries where js-client's tests have them. */
final class ExpressExampleTest {
  private static final String CONTROL = "grip-control";

  private static TestBridge before(int origin) {
    RouteTable routes =
        new RouteTable(RouteLine.read("* localhost:" + origin + ",over_http").stream().toList());
    return TestBridge.start(
        builder ->
            builder
                .serves(Set.of(Served.HTTP))
                .listener(CONTROL, "127.0.0.1:0", false, Set.of(Served.GRIP_CONTROL))
                .grip(GripConfig.of(routes).answeringAll()));
  }

  private static Program example(int port, TestBridge bridge) {
    Path libraries = Path.of("..", "js-client", "node_modules").toAbsolutePath().normalize();
    return Program.shell(
        "NODE_PATH="
            + libraries
            + " PORT="
            + port
            + " CONTROL_URI=http://localhost:"
            + bridge.bridge().port(CONTROL)
            + " exec node ../examples/express/server.js");
  }

  private static Program curl(TestBridge bridge, String rest) {
    return Program.shell("curl -sN http://localhost:" + bridge.port() + rest);
  }

  @Test
  void aStreamHearsWhatIsPosted() {
    int port = FreePort.find();
    try (TestBridge bridge = before(port);
        Program origin = example(port, bridge)) {
      origin.awaitLine("back end on ");
      try (Program stream = curl(bridge, "/")) {
        stream.awaitLine("[stream open]");
        try (Program post = curl(bridge, "/ -H 'Content-Type: text/plain' -d hello")) {
          post.awaitLine("Ok");
        }
        stream.awaitLine("hello");
      }
    }
  }

  @Test
  void aWebSocketHearsItselfAndBroadcasts() {
    int port = FreePort.find();
    try (TestBridge bridge = before(port);
        Program origin = example(port, bridge)) {
      origin.awaitLine("back end on ");
      try (RawPage page = RawPage.open(bridge.upgrade().target("/websocket"))) {
        page.send("hello");
        assertEquals("hello", page.nextText());
        try (Program post = curl(bridge, "/broadcast -H 'Content-Type: text/plain' -d all")) {
          post.awaitLine("Ok");
        }
        assertEquals("all", page.nextText());
      }
    }
  }
}
