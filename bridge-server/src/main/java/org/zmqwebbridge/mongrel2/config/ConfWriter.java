package org.zmqwebbridge.mongrel2.config;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a configuration as a {@code .conf} file, so that {@link ConfReader} reads the same again.
 *
 * <p>Owner thread: the caller's; one for each text.
 */
public final class ConfWriter implements RouteTarget.Kinds<String> {
  private final boolean isReversed;

  private ConfWriter(boolean isReversed) {
    this.isReversed = isReversed;
  }

  /**
   * The whole text, with its last line's end.
   *
   * @throws IllegalArgumentException if a value has both kinds of quotes, which no string has
   */
  public static String write(Mongrel2Config config) {
    StringBuilder out = new StringBuilder();
    out.append("servers = [\n");
    config.servers().forEach(server -> out.append(server(server)));
    out.append("]\n");
    map(out, "settings", config.settings());
    map(out, "mimetypes", config.mimeTypes());
    return out.toString();
  }

  private static void map(StringBuilder out, String name, Map<String, String> map) {
    if (!map.isEmpty()) {
      out.append("\n").append(name).append(" = {\n");
      map.forEach(
          (key, value) ->
              out.append("    ")
                  .append(quoted(key))
                  .append(": ")
                  .append(quoted(value))
                  .append(",\n"));
      out.append("}\n");
    }
  }

  private static String server(ServerSpec server) {
    StringBuilder out = new StringBuilder("    Server(\n");
    line(out, "uuid", quoted(server.uuid()));
    line(out, "name", quoted(server.name()));
    line(out, "bind_addr", quoted(server.bindAddress()));
    line(out, "port", server.port());
    line(out, "use_ssl", server.useTls() ? 1 : 0);
    line(out, "default_host", quoted(server.defaultHost()));
    line(out, "access_log", quoted(server.accessLog()));
    line(out, "error_log", quoted(server.errorLog()));
    line(out, "error_log_level", server.errorLogLevel());
    line(out, "pid_file", quoted(server.pidFile()));
    line(out, "control_port", quoted(server.controlPort()));
    line(out, "chroot", quoted(server.chroot()));
    out.append("        hosts=[\n");
    server.hosts().forEach(host -> out.append(host(host)));
    out.append("        ],\n");
    out.append(plugins("filters", server.filters().stream().map(ConfWriter::filter).toList()));
    out.append(
        plugins("xrequests", server.xrequests().stream().map(ConfWriter::xrequest).toList()));
    return out.append("    ),\n").toString();
  }

  private static void line(StringBuilder out, String key, Object value) {
    out.append("        ").append(key).append("=").append(value).append(",\n");
  }

  private static String plugins(String key, List<String> all) {
    return all.isEmpty() ? "" : "        " + key + "=[" + String.join(", ", all) + "],\n";
  }

  private static String filter(FilterSpec filter) {
    return "Filter(name=" + quoted(filter.name()) + ", settings=" + value(filter.settings()) + ")";
  }

  private static String xrequest(XrequestSpec xrequest) {
    return "Xrequest(name="
        + quoted(xrequest.name())
        + ", settings="
        + value(xrequest.settings())
        + ")";
  }

  private static String value(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> quoted(String.valueOf(entry.getKey())) + ": " + value(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(ConfWriter::value).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Long ? value.toString() : quoted(String.valueOf(value));
  }

  private static String host(HostSpec host) {
    StringBuilder out = new StringBuilder("            Host(name=" + quoted(host.name()));
    out.append(", matching=").append(quoted(host.matching()));
    out.append(host.maintenance() ? ", maintenance=1" : "").append(", routes={\n");
    for (RouteSpec route : host.routes()) {
      out.append("                ").append(quoted(route.path())).append(": ");
      out.append(route.target().dispatch(new ConfWriter(route.reversed()))).append(",\n");
    }
    return out.append("            }),\n").toString();
  }

  private String made(String name, String arguments) {
    return name + "(" + arguments + (isReversed ? ", reversed=1" : "") + ")";
  }

  @Override
  public String onHandler(HandlerSpec handler) {
    return made(
        "Handler",
        "send_spec="
            + quoted(handler.sendSpec())
            + ", send_ident="
            + quoted(handler.sendIdent())
            + ", recv_spec="
            + quoted(handler.recvSpec())
            + ", recv_ident="
            + quoted(handler.recvIdent())
            + (handler.rawPayload() ? ", raw_payload=1" : "")
            + ", protocol="
            + quoted(handler.protocol().word()));
  }

  @Override
  public String onDir(DirSpec dir) {
    return made(
        "Dir",
        "base="
            + quoted(dir.base())
            + ", index_file="
            + quoted(dir.indexFile())
            + ", default_ctype="
            + quoted(dir.defaultContentType())
            + (dir.cacheSeconds() > 0 ? ", cache_ttl=" + dir.cacheSeconds() : ""));
  }

  @Override
  public String onProxy(ProxySpec proxy) {
    return made("Proxy", "addr=" + quoted(proxy.addr()) + ", port=" + proxy.port());
  }

  /** A string has no escapes: what stands between its quotes is all of it. */
  private static String quoted(String text) {
    return Stream.of("'" + text + "'", '"' + text + '"')
        .filter(written -> isRead(written, text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no string of a .conf file can be "
                        + Checks.quoted(text)
                        + "; change its quotes"));
  }

  private static boolean isRead(String written, String text) {
    try {
      List<ConfToken> tokens = ConfLexer.tokens(written, false);
      return tokens.size() == 2 && tokens.get(0).text().equals(text);
    } catch (ConfMistake unclosed) {
      return false;
    }
  }
}
