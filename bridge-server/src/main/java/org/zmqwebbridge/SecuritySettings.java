package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.zmq.CurveKey;
import org.zmqwebbridge.zmq.CurveKeyPair;
import org.zmqwebbridge.zmq.Security;

/** The settings {@code curve} and {@code plain} of an endpoint, and the files that they name. */
final class SecuritySettings {
  private static final String CURVE = "curve";
  private static final String PLAIN = "plain";

  private SecuritySettings() {}

  /**
   * @param known the endpoint's type; empty if it has none that is right
   * @param binds whether the bridge binds there
   */
  static Security read(Section endpoint, Optional<SocketType> known, boolean binds) {
    boolean curve = endpoint.has(CURVE);
    boolean plain = endpoint.has(PLAIN);
    SocketType type = known.orElseThrow(endpoint::unusable);
    refuseTwo(endpoint);
    if (curve) {
      return curve(endpoint.section(CURVE), type, binds);
    }
    return plain ? plain(endpoint.section(PLAIN), type, binds) : Security.none();
  }

  private static void refuseTwo(Section section) {
    if (section.has(CURVE) && section.has(PLAIN)) {
      section.refuse(
          PLAIN, "curve and plain exclude each other; curve also encrypts, so take plain out");
    }
  }

  /**
   * How the sockets of one section are protected.
   *
   * @param bound those that others connect to
   * @param connecting those that are connected to others
   */
  record Both(Security bound, Security connecting) {}

  /**
   * The same for sockets of both kinds.
   *
   * @param binds whether some are bound
   * @param connects whether some are connected
   */
  static Both both(Section sockets, boolean binds, boolean connects) {
    refuseTwo(sockets);
    if (sockets.has(CURVE)) {
      return bothByCurve(sockets.section(CURVE), binds, connects);
    }
    return sockets.has(PLAIN)
        ? bothByPlain(sockets.section(PLAIN), binds, connects)
        : new Both(Security.none(), Security.none());
  }

  /**
   * The same where all are bound.
   *
   * @param what they are, for messages
   */
  static Security bound(Section sockets, String what) {
    refuseTwo(sockets);
    if (sockets.has(CURVE)) {
      Section section = sockets.section(CURVE);
      refuse(section, "serverKey", "clients", what, true);
      Optional<CurveKeyPair> keys = required(section, "keys", SecuritySettings::pair);
      Optional<Set<CurveKey>> clients = required(section, "clients", KeyFiles::clients);
      section.end();
      return Security.curve(used(section, keys), used(section, clients));
    }
    if (sockets.has(PLAIN)) {
      Section section = sockets.section(PLAIN);
      refuse(section, "username", "users", what, true);
      Optional<Security> users = required(section, "users", SecuritySettings::users);
      section.end();
      return used(section, users);
    }
    return Security.none();
  }

  private static CurveKeyPair pair(Path file) {
    return CurveKeyPair.parse(SecretFile.read(file));
  }

  private static Security users(Path file) {
    return Security.plain(KeyFiles.users(file));
  }

  private static Both bothByCurve(Section section, boolean binds, boolean connects) {
    Optional<CurveKeyPair> keys = required(section, "keys", SecuritySettings::pair);
    Optional<Set<CurveKey>> clients = needed(section, "clients", binds, KeyFiles::clients);
    Optional<CurveKey> serverKey = needed(section, "serverKey", connects, KeyFiles::publicKey);
    section.end();
    return new Both(
        binds ? Security.curve(used(section, keys), used(section, clients)) : Security.none(),
        connects ? Security.curve(used(section, serverKey), used(section, keys)) : Security.none());
  }

  private static Both bothByPlain(Section section, boolean binds, boolean connects) {
    Optional<Security> users = needed(section, "users", binds, SecuritySettings::users);
    Optional<String> username =
        connects ? section.required("username", text -> text) : section.text("username");
    Optional<String> password = needed(section, "passwordFile", connects, SecretFile::read);
    refuseUnused(section, "username", connects);
    section.end();
    return new Both(
        binds ? used(section, users) : Security.none(),
        connects
            ? Security.plain(used(section, username), used(section, password))
            : Security.none());
  }

  /** What is in a file, which has to be named, or must not be. */
  private static <T> Optional<T> needed(
      Section section, String key, boolean isNeeded, Reader<T> reader) {
    refuseUnused(section, key, isNeeded);
    return isNeeded ? required(section, key, reader) : Optional.empty();
  }

  private static void refuseUnused(Section section, String key, boolean isNeeded) {
    if (!isNeeded && section.text(key).isPresent()) {
      section.refuse(key, "is for sockets that are not here; take it out");
    }
  }

  private static Security curve(Section section, SocketType type, boolean binds) {
    Optional<CurveKeyPair> keys = required(section, "keys", SecuritySettings::pair);
    if (binds) {
      refuse(section, "serverKey", "clients", type, binds);
      Optional<Set<CurveKey>> clients = required(section, "clients", KeyFiles::clients);
      section.end();
      return Security.curve(used(section, keys), used(section, clients));
    }
    refuse(section, "clients", "serverKey", type, binds);
    Optional<CurveKey> serverKey = required(section, "serverKey", KeyFiles::publicKey);
    section.end();
    return Security.curve(used(section, serverKey), used(section, keys));
  }

  private static Security plain(Section section, SocketType type, boolean binds) {
    if (binds) {
      refuse(section, "username", "users", type, binds);
      refuse(section, "passwordFile", "users", type, binds);
      Optional<Security> users = required(section, "users", SecuritySettings::users);
      section.end();
      return used(section, users);
    }
    refuse(section, "users", "username", type, binds);
    Optional<String> username = section.required("username", text -> text);
    Optional<Security> user =
        required(
            section,
            "passwordFile",
            file -> {
              String password = SecretFile.read(file);
              return username.map(name -> Security.plain(name, password)).orElseGet(Security::none);
            });
    section.end();
    return username.isPresent() ? used(section, user) : used(section, Optional.empty());
  }

  private static <T> T used(Section section, Optional<T> part) {
    return part.orElseThrow(section::unusable);
  }

  private interface Reader<T> {
    T read(Path file);
  }

  /**
   * What is in a file; what is wrong with it is said with the place of the setting and its name.
   */
  private static <T> Optional<T> required(Section section, String key, Reader<T> reader) {
    return section.required(
        key,
        name -> {
          Path file = Path.of(name);
          try {
            return reader.read(file);
          } catch (IllegalArgumentException wrong) {
            String message = wrong.getMessage();
            throw new IllegalArgumentException(
                message.startsWith(name) ? message : name + ": " + message, wrong);
          }
        });
  }

  private static void refuse(
      Section section, String key, String instead, SocketType type, boolean binds) {
    refuse(section, key, instead, "an endpoint of type " + type, binds);
  }

  private static void refuse(
      Section section, String key, String instead, String what, boolean binds) {
    if (section.has(key)) {
      String role =
          binds
              ? "the bridge binds there, and others prove who they are"
              : "the bridge connects there, and proves who it is";
      section.refuse(key, "is not for " + what + ": " + role + "; use " + instead);
    }
  }
}
