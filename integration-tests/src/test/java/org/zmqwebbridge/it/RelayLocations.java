package org.zmqwebbridge.it;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.relay.AccessSpec;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.NameSpec;
import org.zmqwebbridge.relay.PublishSpec;
import org.zmqwebbridge.relay.SubscribeSpec;
import org.zmqwebbridge.relay.Unknown;

/** Reads the locations of a {@link RelayScript}: kind, prefix, and words such as {@code max=1}. */
final class RelayLocations {
  static final List<String> USUAL =
      List.of("publisher /pub/", "subscriber /sub/", "subscriber /int/ waits=false");

  private final Map<String, String> words = new HashMap<>();

  private RelayLocations(String[] parts) {
    for (int i = 2; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      words.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
  }

  /** One of the protocol's flavour. */
  static LocationSpec one(String line) {
    return one(line, Flavor.PROTOCOL);
  }

  private static LocationSpec one(String line, Flavor flavor) {
    String[] parts = line.split(" +", -1);
    LocationSpec.Kind kind = LocationSpec.Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
    return new RelayLocations(parts)
        .configure(LocationSpec.of(kind, LocationPath.prefix(parts[1])).withFlavor(flavor), flavor);
  }

  static LocationSpec[] of(RelayScript script, Flavor flavor) {
    List<String> lines = script.locations().isEmpty() ? USUAL : script.locations();
    return lines.stream().map(line -> one(line, flavor)).toArray(LocationSpec[]::new);
  }

  private LocationSpec configure(LocationSpec location, Flavor flavor) {
    LocationSpec configured =
        location
            .with(new NameSpec(text("group").orElse(""), number("maxId", 1_024)))
            .with(publish())
            .with(subscribe(flavor))
            .with(new AccessSpec(text("origin").stream().toList(), text("secret")));
    if (!words.isEmpty()) {
      throw new IllegalArgumentException("no words of a location: " + words.keySet());
    }
    return configured;
  }

  private Optional<String> text(String word) {
    return Optional.ofNullable(words.remove(word));
  }

  private int number(String word, int standard) {
    String said = words.remove(word);
    return said == null ? standard : Integer.parseInt(said);
  }

  private boolean flag(String word, boolean standard) {
    String said = words.remove(word);
    return said == null ? standard : Boolean.parseBoolean(said);
  }

  private PublishSpec publish() {
    return new PublishSpec(
        flag("create", true),
        new Retention(number("messages", 10), number("bytes", 32 << 20), number("seconds", 3_600)),
        number("maxBody", 1 << 20),
        flag("forgets", false),
        number("least", 0),
        Optional.empty());
  }

  /** Of hbpush, subscribers make no channels, unless said otherwise. */
  private SubscribeSpec subscribe(Flavor flavor) {
    String unknown = words.remove("unknown");
    String concurrency = words.remove("concurrency");
    return new SubscribeSpec(
        flag("waits", true),
        unknown != null
            ? Unknown.valueOf(unknown)
            : flavor == Flavor.HBPUSH ? Unknown.NOT_FOUND : Unknown.HOLD,
        concurrency == null ? Concurrency.BROADCAST : Concurrency.valueOf(concurrency),
        number("timeout", 0),
        number("max", 0),
        flag("noCache", false),
        text("type"));
  }
}
