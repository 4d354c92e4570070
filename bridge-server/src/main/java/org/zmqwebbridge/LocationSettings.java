package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.zmqwebbridge.channel.Concurrency;
import org.zmqwebbridge.channel.Retention;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.edge.jetty.EdgeConfig;
import org.zmqwebbridge.relay.AccessSpec;
import org.zmqwebbridge.relay.Flavor;
import org.zmqwebbridge.relay.LocationPath;
import org.zmqwebbridge.relay.LocationSpec;
import org.zmqwebbridge.relay.LocationSpec.Kind;
import org.zmqwebbridge.relay.NameSpec;
import org.zmqwebbridge.relay.PublishSpec;
import org.zmqwebbridge.relay.SubscribeSpec;
import org.zmqwebbridge.relay.Unknown;

/** The settings of one location of {@code relay.locations}. */
final class LocationSettings {
  private static final int MAX_ID_BYTES = 65_536;
  private static final long MAX_INT = Integer.MAX_VALUE;
  private static final long MAX_BYTES = 1L << 40;
  private static final long MAX_MILLIS = 86_400_000;
  private static final long MAX_SECONDS = 31_536_000;

  private static final Map<String, Kind> KINDS =
      words(kind -> kind.name().toLowerCase(Locale.ROOT), Kind.values());
  private static final Map<String, Flavor> FLAVORS = words(Flavor::word, Flavor.values());
  private static final Map<String, Boolean> POLLING =
      words(waits -> waits ? "long" : "interval", true, false);
  private static final Map<String, Concurrency> CONCURRENCY =
      words(which -> which.name().toLowerCase(Locale.ROOT), Concurrency.values());
  private static final Map<String, Unknown> UNKNOWN =
      words(LocationSettings::word, Unknown.values());

  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}(; ?[\\w-]{1,64}=[\\w.:-]{1,64}){0,4}");

  private LocationSettings() {}

  private static String word(Unknown outcome) {
    return switch (outcome) {
      case HOLD -> "hold";
      case NOT_FOUND -> "404";
      case FORBIDDEN -> "403";
    };
  }

  @SafeVarargs
  private static <T> Map<String, T> words(Function<T, String> word, T... meanings) {
    Map<String, T> words = new LinkedHashMap<>();
    for (T meaning : meanings) {
      words.put(word.apply(meaning), meaning);
    }
    return words;
  }

  /**
   * @param standard what holds where nothing is said
   */
  static LocationSpec read(Section section, LocationSpec standard) {
    Optional<Kind> kind = section.requiredChoice("type", KINDS, LocationSettings::otherType);
    only(section, kind, Kind.PUBLISHER, StreamSettings.OF_SUBSCRIBERS);
    only(section, kind, Kind.SUBSCRIBER, "create_on_post", "keep", "maxMessageBytes");
    only(section, kind, Kind.SUBSCRIBER, "forward");
    only(section, kind, Kind.PUBLISHER, "forgetReceived", "keepAtLeast", "contentType");
    only(section, kind, Kind.PUBLISHER, "polling", "concurrency", "unknown", "maxSubscribers");
    only(section, kind, Kind.PUBLISHER, "timeoutMillis", "skipQueueOnNoCache");
    Optional<LocationPath> path = path(section);
    Flavor flavor = section.choice("flavor", FLAVORS).orElse(standard.flavor());
    PublishSpec publish = publish(section, standard.publish());
    SubscribeSpec subscribe = subscribe(section, standard.subscribe(), flavor);
    Optional<NameSpec> names = names(section);
    AccessSpec access = access(section);
    LocationSpec nchans = StreamSettings.read(section, standard);
    section.end();
    return LocationSpec.of(kind.orElseThrow(section::unusable), path.orElseThrow(section::unusable))
        .withFlavor(flavor)
        .with(names.orElseThrow(section::unusable))
        .with(nchans.streams())
        .with(nchans.several())
        .with(nchans.presence())
        .with(nchans.callOuts())
        .with(publish)
        .with(subscribe)
        .with(access);
  }

  private static String otherType(String text) {
    return switch (text) {
      case "pub", "publish", "POST" -> "; did you mean \"publisher\"?";
      case "sub", "subscribe", "GET" -> "; did you mean \"subscriber\"?";
      default -> "";
    };
  }

  // Its paths

  private static Optional<LocationPath> path(Section section) {
    Optional<LocationPath> url = section.parsed("url", LocationSettings::url);
    Optional<LocationPath> prefix = section.parsed("prefix", LocationSettings::prefix);
    if (section.has("url") && section.has("prefix")) {
      section.warn("prefix", "means nothing beside url; take one of them out");
    } else if (!section.has("url") && !section.has("prefix")) {
      section.refuse("prefix", "is missing; write where its paths begin, or all of them as url");
    }
    return section.has("url") ? url : prefix;
  }

  private static LocationPath prefix(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("begins with a slash; write /" + text);
    }
    return LocationPath.prefix(text);
  }

  /** Groups may have names, as in Python. */
  private static LocationPath url(String text) {
    if (!text.isEmpty() && Character.isLetterOrDigit(text.charAt(0))) {
      throw new IllegalArgumentException("begins with a slash, as paths do; write /" + text);
    }
    try {
      LocationPath path = LocationPath.url(text.replaceAll("\\(\\?P<\\w+>", "("));
      int groups = path.pattern().matcher("").groupCount();
      if (groups > 1) {
        throw new IllegalArgumentException(
            "has " + groups + " groups, and one is the channel's id; write the others as (?:…)");
      }
      return new LocationPath(text, path.pattern());
    } catch (PatternSyntaxException wrong) {
      throw new IllegalArgumentException(
          "is no regular expression: " + wrong.getDescription() + " near index " + wrong.getIndex(),
          wrong);
    }
  }

  private static Optional<NameSpec> names(Section section) {
    NameSpec standard = NameSpec.DEFAULTS;
    int maxIdBytes = (int) section.number("maxIdBytes", standard.maxIdBytes(), 1, MAX_ID_BYTES);
    return section.has("group")
        ? section.parsed("group", group -> new NameSpec(group, maxIdBytes))
        : Optional.of(new NameSpec(standard.group(), maxIdBytes));
  }

  // What it does

  private static PublishSpec publish(Section section, PublishSpec standard) {
    return new PublishSpec(
        section.flag("create_on_post", standard.createOnPost()),
        retention(section.section("keep"), standard.retention()),
        (int) section.number("maxMessageBytes", standard.maxMessageBytes(), 0, MAX_INT),
        section.flag("forgetReceived", standard.forgetsReceived()),
        (int) section.number("keepAtLeast", standard.keepsAtLeast(), 0, MAX_INT),
        section.text("forward"));
  }

  /** What is kept, wherever it is said. */
  static Retention retention(Section section, Retention standard) {
    Retention kept =
        new Retention(
            (int) section.number("messages", standard.maxMessages(), 0, MAX_INT),
            section.number("bytes", standard.maxBytes(), 0, MAX_BYTES),
            section.number("seconds", standard.maxAgeSeconds(), 0, MAX_SECONDS));
    section.end();
    return kept;
  }

  private static SubscribeSpec subscribe(Section section, SubscribeSpec standard, Flavor flavor) {
    return new SubscribeSpec(
        section.choice("polling", POLLING).orElse(standard.waits()),
        section.choice("unknown", UNKNOWN).orElse(unknown(flavor)),
        section.choice("concurrency", CONCURRENCY).orElse(standard.concurrency()),
        section.number("timeoutMillis", standard.timeoutMillis(), 0, MAX_MILLIS),
        (int) section.number("maxSubscribers", standard.maxSubscribers(), 0, MAX_INT),
        section.flag("skipQueueOnNoCache", standard.skipsQueueOnNoCache()),
        section.parsed("contentType", LocationSettings::mediaType).or(standard::contentType));
  }

  private static String mediaType(String text) {
    if (!MEDIA_TYPE.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no media type; write for example application/json");
    }
    return text;
  }

  /** hbpush's subscribers never make a channel. */
  static Unknown unknown(Flavor flavor) {
    return flavor == Flavor.HBPUSH ? Unknown.NOT_FOUND : Unknown.HOLD;
  }

  private static AccessSpec access(Section section) {
    List<String> origins = section.parsedTexts("origins", LocationSettings::origin);
    Optional<String> secret = section.parsed("secretFile", file -> SecretFile.read(Path.of(file)));
    if (section.has("secretFile") && secret.isEmpty()) {
      throw section.unusable(); // never open because its secret cannot be read
    }
    return new AccessSpec(origins, secret);
  }

  private static String origin(String text) {
    if (text.contains("*") && !text.equals("*")) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no whole Origin; list each, or write \"*\" for all");
    }
    return EdgeConfig.checkedOrigin(text);
  }

  /** Refuses what means nothing for its type. */
  private static void only(Section section, Optional<Kind> kind, Kind other, String... keys) {
    only(section, kind, other, List.of(keys));
  }

  private static void only(Section section, Optional<Kind> kind, Kind other, List<String> keys) {
    String whose = other == Kind.PUBLISHER ? "subscribers" : "publishers";
    for (String key : keys) {
      if (section.has(key) && kind.filter(other::equals).isPresent()) {
        section.refuse(key, "is for " + whose + "; take this line out, or make its type pubsub");
      }
    }
  }
}
