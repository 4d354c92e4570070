package org.zmqwebbridge.demo.mongrel2;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.zmqwebbridge.demo.service.Appliance;
import org.zmqwebbridge.demo.service.Outlet;
import org.zmqwebbridge.demo.service.Ports;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.Mongrel2Config;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * What {@code handlers.html} speaks to: a Mongrel2 server on a port of its own, two handlers that
 * greet in turn, and one that is a chat room.
 *
 * <p>Owner thread: the caller's. Lifetime: from its making until each handler is closed.
 */
public final class HandlersPage {
  private static final String UUID = "c0ffee00-6767-4e67-8e67-000000000002";
  private static final String HOST = "127.0.0.1";

  private final Addresses greet;
  private final Addresses room;
  private final int port;
  private final List<Appliance> handlers;

  /** Picks free ports; nothing runs yet. */
  public HandlersPage() {
    List<Addresses> at = Addresses.free(3);
    this.greet = at.get(0);
    this.room = at.get(1);
    this.port = Ports.of(at.get(2).sendSpec());
    this.handlers =
        List.of(
            handler("greeter-1", "greets in turn", greet, () -> new HelloWork("greeter-1")),
            handler("greeter-2", "greets in turn", greet, () -> new HelloWork("greeter-2")),
            handler("room", "a chat of WebSockets", room, ChatWork::new));
  }

  private static Outlet handler(String name, String does, Addresses at, Supplier<Work> work) {
    return new Outlet(
        name, "handler", at.sendSpec(), does, () -> new HandlerService(at, work.get()));
  }

  /** Where the server is, for example {@code 127.0.0.1:26767}. */
  public String address() {
    return HOST + ":" + port;
  }

  /** The handlers, each of which can be stopped. */
  public List<Appliance> handlers() {
    return handlers;
  }

  /** What the server is told. */
  public Mongrel2Config config() {
    List<RouteSpec> routes = List.of(route("/greet", greet), route("/room", room));
    HostSpec host = new HostSpec("localhost", "localhost", false, routes);
    ServerSpec server =
        new ServerSpec(
            UUID,
            "demo",
            HOST,
            port,
            false,
            "localhost",
            "",
            "",
            "",
            "",
            "",
            ServerSpec.DEFAULT_ERROR_LOG_LEVEL,
            List.of(host),
            List.of(),
            List.of());
    return new Mongrel2Config(List.of(server), Map.of("zwb.handler_timeout", "30"), Map.of());
  }

  private static RouteSpec route(String path, Addresses at) {
    HandlerSpec spec =
        new HandlerSpec(at.sendSpec(), UUID, at.recvSpec(), UUID, true, HandlerProtocol.JSON);
    return new RouteSpec(path, false, spec);
  }
}
