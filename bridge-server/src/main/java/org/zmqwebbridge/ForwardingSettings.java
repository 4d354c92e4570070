package org.zmqwebbridge;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.grip.Forwarding;
import org.zmqwebbridge.grip.Forwarding.ForwardedFor;
import org.zmqwebbridge.grip.Forwarding.Protocol;

/** The settings below {@code grip.forwarding}. */
final class ForwardingSettings {
  private static final Map<String, Protocol> PROTOCOLS;

  static {
    Map<String, Protocol> words = new LinkedHashMap<>();
    words.put("proto", Protocol.PROTO);
    words.put("both", Protocol.BOTH);
    words.put("untouched", Protocol.UNTOUCHED);
    PROTOCOLS = Collections.unmodifiableMap(words);
  }

  private ForwardingSettings() {}

  static Forwarding read(Section section) {
    Forwarding standard = Forwarding.STANDARD;
    Forwarding read =
        standard
            .choosing(section.flag("choosesRoutes", standard.choosesRoutes()))
            .with(
                section.flag("acceptsProtocol", standard.acceptsProtocol()),
                section.choice("protocol", PROTOCOLS).orElse(standard.protocol()))
            .with(forwardedFor(section, "ofOthers"), forwardedFor(section, "ofTrusted"))
            .withMarkedOnly(Set.copyOf(section.texts("markedOnly")));
    Forwarding looped = section.parsed("cdnLoop", read::withCdnLoop).orElse(read);
    section.end();
    return looped;
  }

  private static ForwardedFor forwardedFor(Section section, String key) {
    return section.parsed(key, ForwardedFor::of).orElse(ForwardedFor.UNTOUCHED);
  }
}
