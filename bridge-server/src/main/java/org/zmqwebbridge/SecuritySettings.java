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
    return read(
        endpoint,
        known.map(type -> "an endpoint of type " + type).orElseThrow(endpoint::unusable),
        binds,
        curve,
        plain);
  }

  /**
   * Of what the bridge binds.
   *
   * @param what it is, for messages
   */
  static Security bound(Section section, String what) {
    return read(section, what, true, section.has(CURVE), section.has(PLAIN));
  }

  private static Security read(
      Section section, String what, boolean binds, boolean curve, boolean plain) {
    if (curve && plain) {
      section.refuse(
          PLAIN, "curve and plain exclude each other; curve also encrypts, so take plain out");
    }
    if (curve) {
      return curve(section.section(CURVE), what, binds);
    }
    return plain ? plain(section.section(PLAIN), what, binds) : Security.none();
  }

  private static Security curve(Section section, String what, boolean binds) {
    Optional<CurveKeyPair> keys =
        required(section, "keys", file -> CurveKeyPair.parse(SecretFile.read(file)));
    if (binds) {
      refuse(section, "serverKey", "clients", what, binds);
      Optional<Set<CurveKey>> clients = required(section, "clients", KeyFiles::clients);
      section.end();
      return Security.curve(used(section, keys), used(section, clients));
    }
    refuse(section, "clients", "serverKey", what, binds);
    Optional<CurveKey> serverKey = required(section, "serverKey", KeyFiles::publicKey);
    section.end();
    return Security.curve(used(section, serverKey), used(section, keys));
  }

  private static Security plain(Section section, String what, boolean binds) {
    if (binds) {
      refuse(section, "username", "users", what, binds);
      refuse(section, "passwordFile", "users", what, binds);
      Optional<Security> users =
          required(section, "users", file -> Security.plain(KeyFiles.users(file)));
      section.end();
      return used(section, users);
    }
    refuse(section, "users", "username", what, binds);
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
      Section section, String key, String instead, String what, boolean binds) {
    if (section.has(key)) {
      String role =
          binds
              ? "the bridge binds there, and others prove who they are"
              : "the bridge connects there, and proves who it is";
      section.refuse(
          key, "is not for " + what + ": " + role + "; use " + instead);
    }
  }
}
