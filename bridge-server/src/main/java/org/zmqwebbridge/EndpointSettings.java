package org.zmqwebbridge;

import java.util.List;
import java.util.Locale;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.SlowReaderPolicy;
import org.zmqwebbridge.virtualsocket.EndpointSpec;
import org.zmqwebbridge.virtualsocket.OriginalParts;
import org.zmqwebbridge.virtualsocket.TopicRule;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/** The settings below {@code endpoints}: one section for each, by its name. */
final class EndpointSettings {
  private static final long MAX_MILLIS = 86_400_000;

  private EndpointSettings() {}

  static void read(Section section, BridgeBuilder builder) {
    for (String name : section.orderedKeys()) {
      builder.endpoint(endpoint(name, section.section(name)));
    }
  }

  static EndpointSpec endpoint(String name, Section section) {
    section.requiredText("type");
    SocketType type = section.parsed("type", EndpointSettings::socketType).orElseThrow();
    section.requiredText("address");
    ZmqEndpoint address =
        section
            .parsed("address", type.binds() ? ZmqEndpoint::parseBound : ZmqEndpoint::parse)
            .orElseThrow();
    int highWaterMark =
        (int) section.number("hwm", EndpointSpec.DEFAULT_HIGH_WATER_MARK, 1, 10_000_000);
    int handshakeMillis =
        (int)
            section.number(
                "handshakeMillis", EndpointSpec.DEFAULT_HANDSHAKE_MILLIS, 10, MAX_MILLIS);
    SlowReaderPolicy slowReaders =
        section
            .parsed("slowReaders", text -> slowReaders(text, type))
            .orElse(SlowReaderPolicy.OLDEST);
    OriginalParts parts =
        section
            .parsed("originalParts", text -> originalParts(text, type))
            .orElse(OriginalParts.LAST);
    List<TopicRule> topics = topics(section, type);
    boolean json = json(section, type);
    Security security = SecuritySettings.read(section, type);
    section.end();
    if (name.contains(":")) {
      throw new ConfigException(
          section.where() + ": endpoints." + name + ": a name has no colon, addresses have");
    }
    return EndpointSpec.of(name, type, address)
        .highWaterMark(highWaterMark)
        .handshakeMillis(handshakeMillis)
        .slowReaders(slowReaders)
        .topics(topics)
        .json(json)
        .parts(parts)
        .security(security);
  }

  private static boolean json(Section section, SocketType type) {
    if (section.has("json") && type != SocketType.REQ) {
      throw new ConfigException(
          section.where()
              + ": only requests can be held to JSON, and this endpoint's type is "
              + type
              + "; take json out");
    }
    return section.flag("json", false);
  }

  private static List<TopicRule> topics(Section section, SocketType type) {
    List<TopicRule> topics = section.parsedTexts("topics", TopicRule::parse);
    if (section.has("topics") && type != SocketType.SUB) {
      throw new ConfigException(
          section.where() + ": only an endpoint of type SUB has topics, and this one's is " + type);
    }
    return topics;
  }

  private static SlowReaderPolicy slowReaders(String text, SocketType type) {
    if (type != SocketType.SUB) {
      throw new IllegalArgumentException(
          "only an endpoint of type SUB drops anything, and this one's is "
              + type
              + "; take this line out");
    }
    return switch (text) {
      case "oldest" -> SlowReaderPolicy.OLDEST;
      case "latest" -> SlowReaderPolicy.LATEST;
      case "close" -> SlowReaderPolicy.CLOSE;
      default ->
          throw new IllegalArgumentException("\"" + text + "\" is none of oldest, latest, close");
    };
  }

  private static OriginalParts originalParts(String text, SocketType type) {
    if (type != SocketType.SUB) {
      throw new IllegalArgumentException(
          "only an endpoint of type SUB has publications, and this one's is "
              + type
              + "; take this line out");
    }
    return switch (text) {
      case "last" -> OriginalParts.LAST;
      case "each" -> OriginalParts.EACH;
      default -> throw new IllegalArgumentException("\"" + text + "\" is none of last, each");
    };
  }

  private static SocketType socketType(String text) {
    try {
      return SocketType.valueOf(text);
    } catch (IllegalArgumentException unknown) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is none of REQ, SUB, REP" + typeHint(text.toUpperCase(Locale.ROOT)),
          unknown);
    }
  }

  /** What somebody meant who wrote another type: most name the service's side. */
  private static String typeHint(String upperCase) {
    return switch (upperCase) {
      case "REQ", "SUB", "REP" -> "; write " + upperCase;
      case "PUB", "XPUB", "XSUB" ->
          "; it is the type that pages open: SUB receives what a service publishes";
      case "ROUTER", "DEALER", "XREQ", "XREP" ->
          "; it is the type that pages open: REQ asks a service, REP answers for one";
      case "PULL", "PUSH", "PAIR" ->
          "; pages have no " + upperCase + ": let the service publish for SUB, or answer for REQ";
      default -> "";
    };
  }
}
