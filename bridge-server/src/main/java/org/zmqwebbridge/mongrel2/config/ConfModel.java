package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the configuration of what a file defines.
 *
 * <p>Owner thread: the caller's; one for each file.
 */
final class ConfModel {
  private final ConfNames names;
  private final String file;
  private final Set<String> remarks = new LinkedHashSet<>();

  ConfModel(ConfNames names, String file) {
    this.names = names;
    this.file = file;
  }

  /**
   * The whole.
   *
   * @param servers a list of them
   * @throws ConfMistake if something in it is wrong
   */
  Mongrel2File file(ConfValue servers) {
    if (!(names.follow(servers) instanceof ConfValue.Many many)) {
      throw new ConfMistake(servers.line(), "servers is a list: servers = [main]");
    }
    List<ServerSpec> all = new ArrayList<>();
    many.values().forEach(value -> all.add(server(names.follow(value))));
    Map<String, String> settings = texts("settings");
    Mongrel2Config config =
        checked(servers.line(), () -> new Mongrel2Config(all, settings, texts("mimetypes")));
    int line = names.find("settings").map(ConfValue::line).orElse(1);
    checked(line, config::limits).remarks().forEach(remark -> remarks.add(file + ": " + remark));
    return new Mongrel2File(config, List.copyOf(remarks));
  }

  private ServerSpec server(ConfValue value) {
    ConfThing thing = thing(value, "Server");
    List<HostSpec> hosts = thing.list("hosts", true, this::host);
    List<FilterSpec> filters = thing.list("filters", false, this::filter);
    List<XrequestSpec> xrequests = thing.list("xrequests", false, this::xrequest);
    ServerSpec server =
        checked(
            value.line(),
            () ->
                new ServerSpec(
                    thing.text("uuid"),
                    thing.text("name"),
                    thing.text("bind_addr", "0.0.0.0"),
                    thing.number("port"),
                    thing.flag("use_ssl"),
                    thing.text("default_host"),
                    thing.text("access_log"),
                    thing.text("error_log"),
                    thing.text("pid_file"),
                    thing.text("control_port", ""),
                    thing.text("chroot", ""),
                    thing.number("error_log_level", ServerSpec.DEFAULT_ERROR_LOG_LEVEL),
                    hosts,
                    filters,
                    xrequests));
    remark(thing);
    return server;
  }

  private HostSpec host(ConfValue value) {
    ConfThing thing = thing(value, "Host");
    List<RouteSpec> routes = new ArrayList<>();
    for (ConfValue.Entry entry : thing.entries("routes")) {
      ConfValue target = names.follow(entry.value());
      boolean isReversed =
          target instanceof ConfValue.Made made && new ConfThing(made, names).flag("reversed");
      routes.add(
          checked(entry.line(), () -> new RouteSpec(entry.key(), isReversed, target(target))));
    }
    String name = thing.text("name");
    HostSpec host =
        checked(
            value.line(),
            () ->
                new HostSpec(
                    name, thing.text("matching", name), thing.flag("maintenance"), routes));
    remark(thing);
    return host;
  }

  private RouteTarget target(ConfValue value) {
    String kind = value instanceof ConfValue.Made made ? made.className() : "";
    ConfThing thing = kind.isEmpty() ? null : thing(value, kind);
    RouteTarget target =
        switch (kind) {
          case "Dir" ->
              new DirSpec(
                  thing.text("base"),
                  thing.text("index_file"),
                  thing.text("default_ctype"),
                  thing.number("cache_ttl", 0));
          case "Proxy" -> ProxySpec.of(thing.text("addr"), thing.number("port"));
          case "Handler" -> handler(thing);
          default ->
              throw new ConfMistake(
                  value.line(), "a route leads to a Dir, Proxy or Handler, not to " + value.kind());
        };
    thing.flag("reversed"); // of the route
    remark(thing);
    return target;
  }

  private static HandlerSpec handler(ConfThing thing) {
    return new HandlerSpec(
        thing.text("send_spec"),
        thing.text("send_ident"),
        thing.text("recv_spec"),
        thing.text("recv_ident"),
        thing.flag("raw_payload"),
        HandlerProtocol.of(thing.text("protocol", HandlerProtocol.JSON.word())));
  }

  private FilterSpec filter(ConfValue value) {
    ConfThing thing = thing(value, "Filter");
    return checked(
        value.line(), () -> new FilterSpec(thing.text("name"), plain(thing.entries("settings"))));
  }

  private XrequestSpec xrequest(ConfValue value) {
    ConfThing thing = thing(value, "Xrequest");
    return checked(
        value.line(), () -> new XrequestSpec(thing.text("name"), plain(thing.entries("settings"))));
  }

  private Map<String, Object> plain(List<ConfValue.Entry> entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    entries.forEach(entry -> map.put(entry.key(), plain(entry.value(), 0)));
    return map;
  }

  /** Names may stand for values that stand for more: how deep is bounded here once more. */
  private Object plain(ConfValue value, int depth) {
    ConfValue found = names.follow(value);
    if (depth > ConfParser.MAX_DEPTH) {
      throw new ConfMistake(value.line(), "settings are nested too deep");
    }
    if (found instanceof ConfValue.Text text) {
      return text.text();
    } else if (found instanceof ConfValue.Digits digits) {
      return Long.valueOf(digits.digits());
    } else if (found instanceof ConfValue.Many many) {
      return many.values().stream().map(each -> plain(each, depth + 1)).toList();
    } else if (found instanceof ConfValue.Keyed keyed) {
      Map<String, Object> map = new LinkedHashMap<>();
      keyed.entries().forEach(entry -> map.put(entry.key(), plain(entry.value(), depth + 1)));
      return map;
    }
    throw new ConfMistake(value.line(), "a setting is no " + found.kind());
  }

  /** A map at the top of the file, whose values are strings or numbers. */
  private Map<String, String> texts(String name) {
    Map<String, String> all = new LinkedHashMap<>();
    ConfValue found = names.find(name).map(names::follow).orElse(null);
    if (found == null) {
      return all;
    }
    if (!(found instanceof ConfValue.Keyed keyed)) {
      throw new ConfMistake(found.line(), name + " is a map in { }, not " + found.kind());
    }
    for (ConfValue.Entry entry : keyed.entries()) {
      ConfValue value = names.follow(entry.value());
      if (value instanceof ConfValue.Text text) {
        all.put(entry.key(), text.text());
      } else if (value instanceof ConfValue.Digits digits) {
        all.put(entry.key(), digits.digits());
      } else {
        throw new ConfMistake(
            entry.line(), entry.key() + " is a string or a number, not " + value.kind());
      }
    }
    return all;
  }

  private ConfThing thing(ConfValue value, String className) {
    if (value instanceof ConfValue.Made made && made.className().equals(className)) {
      return new ConfThing(made, names);
    }
    throw new ConfMistake(value.line(), "a " + className + " belongs here, not " + value.kind());
  }

  private void remark(ConfThing thing) {
    thing.remarks().forEach(remark -> remarks.add(file + ":" + remark));
  }

  /** Says of which line a value that is refused is. */
  private static <T> T checked(int line, Supplier<T> making) {
    try {
      return making.get();
    } catch (IllegalArgumentException wrong) {
      throw new ConfMistake(line, wrong.getMessage());
    }
  }
}
