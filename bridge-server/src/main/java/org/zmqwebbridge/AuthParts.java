package org.zmqwebbridge;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.zmqwebbridge.auth.Authorizer;

/**
 * The authorizers that settings have made: one whose settings and files are as before is the same
 * object when they are read again, so that what it knows stays, keys that it has fetched and
 * tickets that it has issued. The application's own class is made once.
 *
 * <p>Owner thread: the one that reads the settings, one at a time. Lifetime: the program's.
 */
final class AuthParts {
  private record Key(String what, List<Object> settings) {}

  private final Cache<Key, Object> parts = CacheBuilder.newBuilder().weakValues().build();
  private Optional<Authorizer> hooks; // null until the settings have been read once

  /**
   * The part of this kind with these settings: the one in use, or a new one.
   *
   * @param settings all that it is made from, as values; no secrets, but {@link #digest}
   */
  @SuppressWarnings("unchecked") // one kind of part has one type
  <T> T part(String what, List<Object> settings, Supplier<T> maker) {
    Key key = new Key(what, settings);
    Object known = parts.getIfPresent(key);
    if (known == null) {
      known = maker.get();
      parts.put(key, known);
    }
    return (T) known;
  }

  /** The application's hooks: what the first reading has made, whatever later ones name. */
  Optional<Authorizer> hooks(Supplier<Optional<Authorizer>> maker) {
    if (hooks == null) {
      hooks = maker.get();
    }
    return hooks;
  }

  /** Tells one secret from another, and does not say it. */
  static String digest(String secret) {
    return Hashing.sha256().hashString(secret, StandardCharsets.UTF_8).toString();
  }

  /** The same of a file; of one that cannot be read, nothing. */
  static String digest(Path file) {
    try {
      return Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString();
    } catch (IOException unreadable) {
      return ""; // the one that reads it says so
    }
  }
}
