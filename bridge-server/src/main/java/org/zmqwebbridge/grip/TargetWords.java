package org.zmqwebbridge.grip;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.grip.zhttp.ZhttpSpec;
import org.zmqwebbridge.origin.OriginAddress;
import org.zmqwebbridge.origin.OriginTls;

/** What a routes file says of an origin. */
final class TargetWords {
  private static final int MAX_PORT = 65_535;
  private static final List<String> KNOWN =
      List.of(
          "ssl",
          "untrusted",
          "trust_connect_host",
          "insecure",
          "host",
          "sub",
          "over_http",
          "one_event",
          "ipc_file_mode",
          "client_cert",
          "client_key",
          "ca",
          "weight");

  private TargetWords() {}

  static Target read(OptionWords said) {
    said.allow(KNOWN);
    return new Target(
        place(said),
        said.value("host"),
        said.has("over_http") || said.word().equals("test"),
        said.has("one_event"),
        said.values("sub"),
        said.number("weight", 0));
  }

  private static Target.Place place(OptionWords said) {
    String word = said.word();
    if (word.equals("test")) {
      return new Target.Test();
    }
    if (word.startsWith("zhttpreq/")) {
      return workers(word.substring("zhttpreq/".length()), true);
    }
    if (word.startsWith("zhttp/")) {
      return workers(word.substring("zhttp/".length()), false);
    }
    return new Target.Http(address(word, said.has("ssl") ? tls(said) : null));
  }

  private static Target.Zhttp workers(String spec, boolean isRequest) {
    ZhttpSpec unused = ZhttpSpec.of(spec, isRequest); // said where the route is read
    return new Target.Zhttp(spec, isRequest);
  }

  private static OriginTls tls(OptionWords said) {
    OriginTls tls =
        new OriginTls(
            said.has("trust_connect_host") ? "" : said.value("host").orElse(""),
            !said.has("insecure"),
            said.value("client_cert").map(Path::of),
            said.value("client_key").map(Path::of),
            said.value("ca").map(Path::of));
    tls.check();
    return tls;
  }

  private static OriginAddress address(String word, OriginTls tls) {
    int colon = word.lastIndexOf(':');
    String host = colon < 0 ? "" : word.substring(0, colon);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    } else if (host.indexOf(':') >= 0) {
      host = "";
    }
    Optional<Integer> port = port(word.substring(colon + 1));
    if (host.isEmpty() || port.isEmpty()) {
      throw new IllegalArgumentException(
          "a target is host:port, [IPv6]:port, test, zhttp/SPEC or zhttpreq/SPEC, not " + word);
    }
    return new OriginAddress(host, port.get(), tls);
  }

  private static Optional<Integer> port(String text) {
    try {
      int port = Integer.parseInt(text);
      return port > 0 && port <= MAX_PORT ? Optional.of(port) : Optional.empty();
    } catch (NumberFormatException none) {
      return Optional.empty();
    }
  }
}
