package org.zmqwebbridge.mongrel2.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes a configuration as a {@code .conf} file, so that {@link ConfReader} reads the same again.
 *
 * <p>Owner thread: the caller's; one for each text.
 */
public final class ConfWriter implements RouteTarget.Kinds<String> {
  private static final String INSIDE = "    ";

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
    List<String> names = new ArrayList<>();
    for (ServerSpec server : config.servers()) {
      names.add("server" + (names.size() + 1));
      out.append(names.get(names.size() - 1)).append(" = ").append(server(server)).append("\n\n");
    }
    return out.append("servers = [")
        .append(String.join(", ", names))
        .append("]\n")
        .append(map("settings", config.settings()))
        .append(map("mimetypes", config.mimeTypes()))
        .toString();
  }

  /** Commas stand between values only: theirs takes none after the last. */
  private static String block(String open, List<String> values, String close, String indent) {
    String line = "\n" + indent + "    ";
    return values.isEmpty()
        ? open + close
        : open + line + String.join("," + line, values) + "\n" + indent + close;
  }

  private static String map(String name, Map<String, String> map) {
    List<String> entries =
        map.entrySet().stream()
            .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
            .toList();
    return map.isEmpty() ? "" : "\n" + name + " = " + block("{", entries, "}", "") + "\n";
  }

  private static String server(ServerSpec server) {
    List<String> arguments = new ArrayList<>();
    arguments.add("uuid=" + quoted(server.uuid()));
    arguments.add("name=" + quoted(server.name()));
    arguments.add("bind_addr=" + quoted(server.bindAddress()));
    arguments.add("port=" + server.port());
    arguments.add("use_ssl=" + (server.useTls() ? 1 : 0));
    arguments.add("default_host=" + quoted(server.defaultHost()));
    arguments.add("access_log=" + quoted(server.accessLog()));
    arguments.add("error_log=" + quoted(server.errorLog()));
    arguments.add("error_log_level=" + server.errorLogLevel());
    arguments.add("pid_file=" + quoted(server.pidFile()));
    arguments.add("control_port=" + quoted(server.controlPort()));
    arguments.add("chroot=" + quoted(server.chroot()));
    arguments.add("hosts=" + block("[", texts(server.hosts(), ConfWriter::host), "]", INSIDE));
    if (!server.filters().isEmpty()) {
      arguments.add("filters=" + texts(server.filters(), ConfWriter::filter));
    }
    if (!server.xrequests().isEmpty()) {
      arguments.add("xrequests=" + texts(server.xrequests(), ConfWriter::xrequest));
    }
    return block("Server(", arguments, ")", "");
  }

  private static <T> List<String> texts(List<T> all, Function<T, String> text) {
    return all.stream().map(text).toList();
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
    List<String> routes =
        host.routes().stream()
            .map(
                route ->
                    quoted(route.path())
                        + ": "
                        + route.target().dispatch(new ConfWriter(route.reversed())))
            .toList();
    return "Host(name="
        + quoted(host.name())
        + ", matching="
        + quoted(host.matching())
        + (host.maintenance() ? ", maintenance=1" : "")
        + ", routes="
        + block("{", routes, "}", INSIDE + "    ")
        + ")";
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
            + (handler.protocol() == HandlerProtocol.JSON
                ? ""
                : ", protocol=" + quoted(handler.protocol().word())));
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
