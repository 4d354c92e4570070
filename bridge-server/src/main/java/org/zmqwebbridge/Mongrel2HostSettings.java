package org.zmqwebbridge;

import static org.zmqwebbridge.Mongrel2Settings.checked;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.mongrel2.config.DirSpec;
import org.zmqwebbridge.mongrel2.config.HandlerProtocol;
import org.zmqwebbridge.mongrel2.config.HandlerSpec;
import org.zmqwebbridge.mongrel2.config.HostSpec;
import org.zmqwebbridge.mongrel2.config.ProxySpec;
import org.zmqwebbridge.mongrel2.config.RouteSpec;
import org.zmqwebbridge.mongrel2.config.RouteTarget;

/** The hosts of a server below {@code mongrel2.servers}, by name, and their routes, by path. */
final class Mongrel2HostSettings {
  private static final int HTTP_PORT = 80;
  private static final Map<String, HandlerProtocol> PROTOCOLS = new LinkedHashMap<>();

  static {
    for (HandlerProtocol protocol : HandlerProtocol.values()) {
      PROTOCOLS.put(protocol.word(), protocol);
    }
  }

  private Mongrel2HostSettings() {}

  static List<HostSpec> read(Section section) {
    List<HostSpec> hosts = new ArrayList<>();
    for (String name : section.orderedKeys()) {
      section.attempt(() -> host(name, section.section(name))).ifPresent(hosts::add);
    }
    return hosts;
  }

  private static HostSpec host(String name, Section section) {
    List<RouteSpec> routes = new ArrayList<>();
    Section paths = section.section("routes");
    for (String path : paths.orderedKeys()) {
      section.attempt(() -> route(path, paths.section(path))).ifPresent(routes::add);
    }
    HostSpec host =
        checked(
            section,
            () ->
                new HostSpec(
                    name,
                    section.text("matching").orElse(name),
                    section.flag("maintenance", false),
                    routes));
    section.end();
    return host;
  }

  private static RouteSpec route(String path, Section section) {
    List<RouteTarget> targets = new ArrayList<>();
    if (section.has("handler")) {
      targets.add(handler(section.section("handler")));
    }
    if (section.has("dir")) {
      targets.add(dir(section.section("dir")));
    }
    if (section.has("proxy")) {
      targets.add(proxy(section));
    }
    boolean isReversed = section.flag("reversed", false);
    section.end();
    if (targets.size() != 1) {
      section.refuse("handler", "a route leads to one of handler, dir and proxy");
      throw section.unusable();
    }
    return checked(section, () -> new RouteSpec(path, isReversed, targets.get(0)));
  }

  private static HandlerSpec handler(Section section) {
    Optional<String> send = section.required("send", text -> text);
    Optional<String> sendIdent = section.required("sendIdent", text -> text);
    Optional<String> receive = section.required("receive", text -> text);
    String receiveIdent = section.text("receiveIdent").orElse("");
    boolean isRaw = section.flag("rawPayload", false);
    HandlerProtocol protocol = section.choice("protocol", PROTOCOLS).orElse(HandlerProtocol.JSON);
    section.end();
    if (send.isEmpty() || sendIdent.isEmpty() || receive.isEmpty()) {
      throw section.unusable();
    }
    return checked(
        section,
        () ->
            new HandlerSpec(
                send.get(), sendIdent.get(), receive.get(), receiveIdent, isRaw, protocol));
  }

  private static DirSpec dir(Section section) {
    Optional<String> base = section.required("base", text -> text);
    String index = section.text("index").orElse("index.html");
    String type = section.text("contentType").orElse("application/octet-stream");
    int cacheSeconds = (int) section.number("cacheSeconds", 0, 0, Integer.MAX_VALUE);
    section.end();
    return checked(
        section, () -> new DirSpec(base.orElseThrow(section::unusable), index, type, cacheSeconds));
  }

  /** Back ends, each with its port. */
  private static ProxySpec proxy(Section route) {
    List<String> backends = route.oneOrMore("proxy", text -> text);
    return checked(route, () -> ProxySpec.of(String.join(" ", backends), HTTP_PORT));
  }
}
