package org.zmqwebbridge;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.Served;

/** The settings {@code serves} and {@code listeners}. */
final class ListenerSettings {
  private static final String SERVES = "serves";
  private static final Map<String, Served> WORDS;

  static {
    Map<String, Served> words = new LinkedHashMap<>();
    for (Served part : Served.values()) {
      words.put(part.word(), part);
    }
    WORDS = Collections.unmodifiableMap(words);
  }

  private ListenerSettings() {}

  static void read(Section root, BridgeBuilder builder) {
    builder.serves(serves(root));
    Section listeners = root.section("listeners");
    for (String name : listeners.orderedKeys()) {
      Optional<Section> unused =
          listeners.attempt(() -> listener(name, listeners.section(name), builder));
    }
  }

  private static Section listener(String name, Section section, BridgeBuilder builder) {
    Optional<String> listen = section.required("listen", ListenerSettings::checkedAddress);
    boolean tls = section.flag("tls", false);
    Set<Served> serves = serves(section);
    section.end();
    if (tls && !builder.hasTls()) {
      section.refuse("tls", "needs a certificate; configure tls");
    }
    if (tls && listen.flatMap(HostAndPort::unix).isPresent()) {
      section.refuse("tls", "is not spoken at a Unix socket; take it out");
      return section;
    }
    listen.ifPresent(address -> builder.listener(name, address, tls, serves));
    return section;
  }

  private static String checkedAddress(String text) {
    if (HostAndPort.unix(text).isEmpty()) {
      List<InetSocketAddress> unused = HostAndPort.parse(text);
    }
    return text;
  }

  private static Set<Served> serves(Section section) {
    Set<Served> parts = section.choices(SERVES, WORDS);
    if (section.isEmptyList(SERVES)) {
      section.refuse(SERVES, "names nothing, so nobody could come in; take the line out");
    }
    return parts.isEmpty() ? Served.ALL : parts;
  }
}
