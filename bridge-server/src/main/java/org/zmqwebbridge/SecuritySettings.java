package org.zmqwebbridge;

import java.nio.file.Path;
import java.util.Set;
import org.zmqwebbridge.auth.SocketType;
import org.zmqwebbridge.config.ConfigException;
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

  static Security read(Section endpoint, SocketType type) {
    if (endpoint.has(CURVE) && endpoint.has(PLAIN)) {
      throw new ConfigException(
          endpoint.where()
              + ": curve and plain exclude each other; curve also encrypts, so take plain out");
    }
    if (endpoint.has(CURVE)) {
      return curve(endpoint.section(CURVE), type);
    }
    return endpoint.has(PLAIN) ? plain(endpoint.section(PLAIN), type) : Security.none();
  }

  private static Security curve(Section section, SocketType type) {
    CurveKeyPair keys =
        required(section, "keys", file -> CurveKeyPair.parse(SecretFile.read(file)));
    Security security;
    if (type == SocketType.REP) {
      refuse(section, "serverKey", "clients", type);
      Set<CurveKey> clients = required(section, "clients", KeyFiles::clients);
      security = Security.curve(keys, clients);
    } else {
      refuse(section, "clients", "serverKey", type);
      security = Security.curve(required(section, "serverKey", KeyFiles::publicKey), keys);
    }
    section.end();
    return security;
  }

  private static Security plain(Section section, SocketType type) {
    Security security;
    if (type == SocketType.REP) {
      refuse(section, "username", "users", type);
      refuse(section, "passwordFile", "users", type);
      security = required(section, "users", file -> Security.plain(KeyFiles.users(file)));
    } else {
      refuse(section, "users", "username", type);
      String username = section.requiredText("username");
      security =
          required(
              section, "passwordFile", file -> Security.plain(username, SecretFile.read(file)));
    }
    section.end();
    return security;
  }

  private interface Reader<T> {
    T read(Path file);
  }

  /**
   * What is in a file; what is wrong with it is said with the place of the setting and its name.
   */
  private static <T> T required(Section section, String key, Reader<T> reader) {
    section.requiredText(key);
    return section
        .parsed(
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
            })
        .orElseThrow();
  }

  private static void refuse(Section section, String key, String instead, SocketType type) {
    if (section.has(key)) {
      String role =
          type == SocketType.REP
              ? "the bridge binds there, and others prove who they are"
              : "the bridge connects there, and proves who it is";
      section.parsed(
          key,
          text -> {
            throw new IllegalArgumentException(
                "is not for an endpoint of type " + type + ": " + role + "; use " + instead);
          });
    }
  }
}
