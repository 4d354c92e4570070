package org.zmqwebbridge.mongrel2.dir;

import java.net.URLConnection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which media type a file has, by the end of its name: as the configuration says, otherwise as is
 * known here, otherwise as the JDK knows, or {@link MimeDb}.
 *
 * <p>Immutable.
 */
public final class MediaTypes {
  // What pages are made of today, and the JDK's table lacks.
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry(".mjs", "text/javascript"),
          Map.entry(".map", "application/json"),
          Map.entry(".webmanifest", "application/manifest+json"),
          Map.entry(".wasm", "application/wasm"),
          Map.entry(".avif", "image/avif"),
          Map.entry(".ico", "image/x-icon"),
          Map.entry(".woff", "font/woff"),
          Map.entry(".woff2", "font/woff2"),
          Map.entry(".ttf", "font/ttf"),
          Map.entry(".otf", "font/otf"),
          Map.entry(".eot", "application/vnd.ms-fontobject"),
          Map.entry(".atom", "application/atom+xml"),
          Map.entry(".rss", "application/rss+xml"),
          Map.entry(".xhtml", "application/xhtml+xml"),
          Map.entry(".ics", "text/calendar"),
          Map.entry(".flac", "audio/flac"),
          Map.entry(".tgz", "application/x-gtar"),
          Map.entry(".m3u8", "application/vnd.apple.mpegurl"),
          Map.entry(".swf", "application/x-shockwave-flash"),
          Map.entry(".avi", "video/x-msvideo"));

  private final Map<String, String> configured = new HashMap<>();
  private final String standard;

  /**
   * The table of a directory.
   *
   * @param configured types by the end of a name, with its dot, for example {@code .tar.gz}
   * @param standard of files whose names say nothing
   * @throws IllegalArgumentException if a type holds a control character
   */
  public MediaTypes(Map<String, String> configured, String standard) {
    configured.forEach(
        (ending, type) -> this.configured.put(ending.toLowerCase(Locale.ROOT), checked(type)));
    this.standard = checked(standard);
  }

  private static String checked(String type) {
    if (type.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException(
          "a media type holds a character that is none of ASCII's printable ones; write it as in"
              + " text/html");
    }
    return type;
  }

  /** Of a file's name, without its folders: the longest end that is known says it. */
  String of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (int dot = lower.indexOf('.'); dot >= 0; dot = lower.indexOf('.', dot + 1)) {
      String type = configured.get(lower.substring(dot));
      if (type != null) {
        return type;
      }
    }
    int last = lower.lastIndexOf('.');
    String type = last < 0 ? null : known(lower.substring(last));
    return type == null ? standard : type;
  }

  private static String known(String ending) {
    String known = KNOWN.get(ending);
    String jdk = known == null ? URLConnection.guessContentTypeFromName("file" + ending) : known;
    return jdk == null ? MimeDb.of(ending) : jdk;
  }
}
