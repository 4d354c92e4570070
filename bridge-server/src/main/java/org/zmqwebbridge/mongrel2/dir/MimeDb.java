package org.zmqwebbridge.mongrel2.dir;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zmqwebbridge.json.MalformedTextException;
import org.zmqwebbridge.json.StrictJson;

/**
 * The media types of the library {@code mime-db}, which gathers those of IANA, Apache and nginx; if
 * it is on the class path, otherwise none.
 *
 * <p>Immutable; read when the first is asked for.
 */
final class MimeDb {
  /** Where its packager puts it, by its version: <a href="https://www.webjars.org">WebJars</a>. */
  private static final String FILE = "META-INF/resources/webjars/mime-db/1.54.0/db.json";

  /** Of several types that have an ending, the more official one, as {@code mime-types} chooses. */
  private static final Comparator<Candidate> BETTER =
      Comparator.comparingInt(Candidate::officialRank)
          .thenComparingInt(Candidate::sourceRank)
          .thenComparingInt(Candidate::kindRank)
          .thenComparing(one -> -one.type().length());

  private MimeDb() {}

  /** Read when it is first used. */
  private static final class Loaded {
    private static final Map<String, String> TYPES = read();
  }

  /** The type of an ending with its dot, in lower case; {@code null}: it is not known. */
  static String of(String ending) {
    return Loaded.TYPES.get(ending);
  }

  private static Map<String, String> read() {
    Map<String, Candidate> best = new HashMap<>();
    try (InputStream file = MimeDb.class.getClassLoader().getResourceAsStream(FILE)) {
      if (file == null) {
        return Map.of();
      }
      StrictJson.object(new String(file.readAllBytes(), UTF_8))
          .forEach((type, about) -> gather(type, (Map<?, ?>) about, best));
    } catch (IOException e) {
      throw new UncheckedIOException("mime-db cannot be read", e);
    } catch (MalformedTextException malformed) {
      throw new IllegalStateException("mime-db is not as it should be", malformed);
    }
    Map<String, String> types = new HashMap<>();
    best.forEach((ending, candidate) -> types.put(ending, candidate.type()));
    return types;
  }

  private static void gather(String type, Map<?, ?> about, Map<String, Candidate> best) {
    if (about.get("extensions") instanceof List<?> endings) {
      Candidate one = new Candidate(type, String.valueOf(about.get("source")));
      endings.forEach(ending -> best.merge("." + ending, one, MimeDb::better));
    }
  }

  private static Candidate better(Candidate before, Candidate other) {
    return BETTER.compare(other, before) > 0 ? other : before;
  }

  /**
   * A type that an ending may have.
   *
   * @param source who has said so
   */
  private record Candidate(String type, String source) {
    int officialRank() {
      String name = type.substring(type.indexOf('/') + 1);
      if (type.equals("application/octet-stream")) {
        return 0;
      }
      if (name.startsWith("x-") || name.startsWith("x.")) {
        return 1;
      }
      return name.startsWith("prs.") ? 2 : name.startsWith("vnd.") ? 3 : 4;
    }

    int sourceRank() {
      return switch (source) {
        case "iana" -> 3;
        case "apache" -> 1;
        case "nginx" -> 0;
        default -> 2;
      };
    }

    int kindRank() {
      return switch (type.substring(0, type.indexOf('/'))) {
        case "application" -> 1;
        case "font", "audio" -> 2;
        case "video" -> 3;
        default -> 0;
      };
    }
  }
}
