package org.zmqwebbridge;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.channel.Place;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.relay.CallOutSpec;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.PresenceSpec;
import org.zmqwebbridge.relay.SeveralSpec;
import org.zmqwebbridge.relay.StreamSpec;
import org.zmqwebbridge.relay.StreamSpec.SignOfLife;
import org.zmqwebbridge.relay.SubscriberKind;

/**
 * Those settings of one location of {@code relay.locations} that nchan has and older relays have
 * not: subscribers that stay, several channels, presence, services that are asked.
 */
final class StreamSettings {
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_MILLIS = 86_400_000;
  private static final int MAX_CHANNELS = 4_096;

  private static final Map<String, SubscriberKind> KINDS = new LinkedHashMap<>();

  static {
    for (SubscriberKind kind : SubscriberKind.values()) {
      KINDS.put(kind.word(), kind);
    }
  }

  /** Those that are for subscribers only, and for publishers only. */
  static final List<String> OF_SUBSCRIBERS =
      List.of(
          "kinds",
          "first",
          "heartbeatMillis",
          "separator",
          "wholeBacklog",
          "maxHistory",
          "slowReaders",
          "signOfLife");

  private StreamSettings() {}

  static LocationSpec read(Section section, LocationSpec location) {
    return location
        .with(streams(section, location.streams()))
        .with(several(section.section("several")))
        .with(presence(section))
        .with(callOuts(section.section("callOuts")));
  }

  private static StreamSpec streams(Section section, StreamSpec standard) {
    Set<SubscriberKind> kinds = section.choices("kinds", KINDS);
    if (section.isEmptyList("kinds")) {
      section.refuse("kinds", "names none, so nobody could subscribe; take the line out");
    }
    return new StreamSpec(
        kinds.isEmpty() ? standard.kinds() : kinds,
        section.parsed("first", StreamSettings::first).orElse(standard.first()),
        section.number("heartbeatMillis", standard.heartbeatMillis(), 0, MAX_MILLIS),
        section.text("separator").orElse(standard.separator()),
        section.flag("wholeBacklog", standard.wholeBacklog()),
        (int) section.number("maxHistory", standard.maxHistory(), 0, MAX_INT),
        section.flag("gzip", standard.gzip()),
        section.choice("slowReaders", EndpointSettings.SLOW_READERS).orElse(standard.slowReaders()),
        signOfLife(section));
  }

  private static Place first(String text) {
    return switch (text) {
      case "oldest" -> Place.OLDEST;
      case "newest" -> Place.NEWEST;
      default -> numbered(text);
    };
  }

  private static Place numbered(String text) {
    try {
      return new Place.Nth(Integer.parseInt(text));
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is none of oldest, newest, nor a number: 1 is the first that is kept, -1 the last",
          noNumber);
    }
  }

  private static Optional<SignOfLife> signOfLife(Section above) {
    if (!above.has("signOfLife")) {
      return Optional.empty();
    }
    Section section = above.section("signOfLife");
    Optional<String> said = section.required("said", text -> text);
    Optional<String> answered = section.required("answered", text -> text);
    section.end();
    return said.flatMap(one -> answered.map(other -> new SignOfLife(one, other)));
  }

  private static SeveralSpec several(Section section) {
    SeveralSpec standard = SeveralSpec.DEFAULTS;
    SeveralSpec several =
        new SeveralSpec(
            section.text("delimiter").orElse(standard.delimiter()),
            section.text("parameter").orElse(standard.parameter()),
            (int) section.number("maxChannels", standard.maxChannels(), 1, MAX_CHANNELS));
    section.end();
    return several;
  }

  private static PresenceSpec presence(Section above) {
    Section section = above.section("presence");
    PresenceSpec presence =
        new PresenceSpec(
            section.flag("lists", false),
            section.flag("tells", false),
            section.flag("memberByQuery", false),
            above.text("events"));
    section.end();
    return presence;
  }

  private static CallOutSpec callOuts(Section section) {
    CallOutSpec standard = CallOutSpec.NONE;
    CallOutSpec asked =
        new CallOutSpec(
            url(section, "authorize"),
            url(section, "subscribed"),
            url(section, "unsubscribed"),
            url(section, "upstream"),
            section.texts("headers"),
            section.number("timeoutMillis", standard.timeoutMillis(), 10, 60_000),
            (int) section.number("maxAnswerBytes", standard.maxAnswerBytes(), 0, MAX_INT));
    section.end();
    return asked;
  }

  private static Optional<URI> url(Section section, String key) {
    Optional<URI> url = section.parsed(key, AuthSettings::url);
    if (section.has(key) && url.isEmpty()) {
      throw section.unusable(); // never open because the service cannot be named
    }
    url.filter(AuthSettings::isReadable)
        .ifPresent(open -> section.warn(key, "goes through the network in clear; use https://"));
    return url;
  }
}
