package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.PortTls;
import org.zmqwebbridge.mongrel2.config.Mongrel2Limits;
import org.zmqwebbridge.mongrel2.config.Mongrel2Setting;
import org.zmqwebbridge.mongrel2.config.ServerSpec;

/**
 * The TLS of a server, by the files in {@code certdir}: {@code UUID.crt} and {@code UUID.key} are
 * the server's own, and all others are of the host that they are called after.
 *
 * <p>Owner thread: none; nothing is kept.
 */
final class ServerTls {
  private static final String CERTIFICATE = ".crt";
  private static final String KEY = ".key";

  private ServerTls() {}

  /**
   * That of a server; empty: it has none.
   *
   * @throws IllegalArgumentException if its files are not there; says which
   */
  static Optional<PortTls> of(ServerSpec spec, Mongrel2Limits limits) {
    if (!spec.useTls()) {
      return Optional.empty();
    }
    String folder =
        limits
            .certDir()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "server "
                            + spec.uuid()
                            + " has use_ssl=1, and there is no setting certdir; say where its"
                            + " certificate is"));
    Path certificates = ServerFiles.of(spec, folder);
    List<PortTls.Identity> identities = new ArrayList<>();
    identities.add(identity(certificates, spec.uuid()));
    identities.addAll(others(certificates, spec.uuid()));
    boolean asks =
        limits.flag(Mongrel2Setting.VERIFY_OPTIONAL)
            || limits.flag(Mongrel2Setting.VERIFY_REQUIRED);
    Optional<Path> authorities =
        asks ? limits.caChain().map(file -> ServerFiles.of(spec, file)) : Optional.empty();
    if (asks && authorities.isEmpty()) {
      throw new IllegalArgumentException(
          "clients' certificates are to be verified, and there is no setting ssl.ca_chain; say"
              + " which authorities count");
    }
    return Optional.of(
        new PortTls(
            identities,
            authorities,
            limits.flag(Mongrel2Setting.VERIFY_REQUIRED),
            ciphers(limits.text(Mongrel2Setting.SSL_CIPHERS))));
  }

  private static PortTls.Identity identity(Path folder, String name) {
    return new PortTls.Identity(
        name, folder.resolve(name + CERTIFICATE), folder.resolve(name + KEY));
  }

  private static List<PortTls.Identity> others(Path folder, String uuid) {
    List<PortTls.Identity> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CERTIFICATE)) {
      for (Path file : files) {
        String name = file.getFileName().toString().replaceFirst("\\.crt$", "");
        if (!name.equals(uuid) && Files.exists(folder.resolve(name + KEY))) {
          all.add(identity(folder, name));
        }
      }
    } catch (IOException failure) {
      throw new IllegalArgumentException("certdir cannot be read: " + failure, failure);
    }
    return all;
  }

  /** Theirs are written with dashes. */
  private static List<String> ciphers(String said) {
    return Arrays.stream(said.split("[ :,]+"))
        .filter(name -> !name.isEmpty())
        .map(name -> name.replace('-', '_'))
        .toList();
  }
}
