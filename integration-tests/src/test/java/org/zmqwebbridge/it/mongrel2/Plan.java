package org.zmqwebbridge.it.mongrel2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * What a test's server is to be: one host, with handlers at {@code /h} and wherever else it says.
 *
 * <p>Owner thread: the test's.
 */
final class Plan {
  static final String UUID = "f400bf85-4538-4f7a-8908-67e313d515c2";
  static final String SENDER = "11111111-aaaa-4aaa-8aaa-000000000001";

  private final Map<String, String> settings = new LinkedHashMap<>();
  private final List<RouteSpec> more = new ArrayList<>();
  private final List<String> paths = new ArrayList<>(List.of("/h"));
  private String send = FreePort.address();
  private String recv = FreePort.address();
  private String ident = "";
  private boolean isRaw;
  private HandlerProtocol protocol = HandlerProtocol.JSON;

  Plan setting(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  /** Handlers are at this path too. */
  Plan at(String path) {
    paths.add(path);
    return this;
  }

  /** Other handlers are at this one. */
  Plan with(String path, HandlerSpec other) {
    more.add(new RouteSpec(path, false, other));
    return this;
  }

  Plan tnetstrings() {
    protocol = HandlerProtocol.TNETSTRING;
    return this;
  }

  Plan raw() {
    isRaw = true;
    return this;
  }

  /** Handlers connect here. */
  Plan addresses(String requests, String replies) {
    send = requests;
    recv = replies;
    return this;
  }

  /** Replies have to begin with this. */
  Plan hears(String prefix) {
    ident = prefix;
    return this;
  }

  HandlerSpec handler() {
    return new HandlerSpec(send, SENDER, recv, ident, isRaw, protocol);
  }

  /** All of it, listening at a port of loopback; 0: a free one. */
  Mongrel2Config config(int port, String folder) {
    HandlerSpec handler = handler();
    List<RouteSpec> routes = new ArrayList<>();
    paths.forEach(path -> routes.add(new RouteSpec(path, false, handler)));
    routes.addAll(more);
    HostSpec host = new HostSpec("localhost", "localhost", false, routes);
    ServerSpec server =
        new ServerSpec(
            UUID,
            "main",
            "127.0.0.1",
            port,
            false,
            "localhost",
            folder + "/access.log",
            folder + "/error.log",
            folder + "/m2.pid",
            "ipc://" + folder + "/control",
            "",
            2,
            List.of(host),
            List.of(),
            List.of());
    return new Mongrel2Config(List.of(server), settings, Map.of());
  }
}
