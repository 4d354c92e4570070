package org.zmqwebbridge;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.IniFile;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.edge.UnixPlace;

/**
 * Where clients come in as a configuration file of Pushpin says it: {@code http_port}, {@code
 * https_ports} and {@code local_ports}, and the certificates beside the file.
 *
 * <p>Owner thread: the caller's.
 *
 * @param warnings where what is unwise is said
 */
record PushpinListeners(IniFile file, List<String> warnings) {
  private static final String RUNNER = "runner";
  private static final String HTTP = "http_port";
  private static final String HTTPS = "https_ports";
  private static final String LOCAL = "local_ports";
  private static final String CERTIFICATE = ".crt";
  private static final int CLIENT_PORT = 7_999;

  /** They are the command line's to say: what is in the file has been read, and is not wanted. */
  void pass() {
    List.of(HTTP, HTTPS, LOCAL).forEach(key -> file.text(RUNNER, key));
  }

  /** Adds all but the first, which it returns; the first is one of TLS if there is such a one. */
  String add(BridgeBuilder builder) {
    List<String> plain = addresses(HTTP);
    List<String> secure = addresses(HTTPS);
    if (plain.isEmpty() && secure.isEmpty()) {
      plain = List.of(GripCommand.loopback(String.valueOf(CLIENT_PORT)));
    }
    certificates(secure, builder);
    plain.stream()
        .skip(secure.isEmpty() ? 1 : 0)
        .forEach(at -> listener("http", at, false, builder));
    secure.stream().skip(1).forEach(at -> listener("https", at, true, builder));
    int number = 1;
    for (UnixPlace place : places()) {
      builder.listener("local-" + number++, place, Set.of(Served.HTTP));
    }
    return secure.isEmpty() ? plain.get(0) : secure.get(0);
  }

  private static void listener(String scheme, String at, boolean tls, BridgeBuilder builder) {
    String name = scheme + "-" + port(at);
    builder.listener(name, at, tls, Set.of(Served.HTTP));
  }

  private static String port(String address) {
    return address.substring(address.lastIndexOf(':') + 1);
  }

  private List<String> addresses(String key) {
    List<String> all = new ArrayList<>();
    for (String one : file.texts(RUNNER, key)) {
      if (!one.contains(":")) {
        warnings.add(
            file.where(RUNNER, key)
                + ": "
                + key
                + ": a port alone is this machine only; write 0.0.0.0:"
                + one
                + " for every address of it");
      }
      all.add(GripCommand.loopback(one));
    }
    return all;
  }

  private List<UnixPlace> places() {
    List<UnixPlace> all = new ArrayList<>();
    for (String one : file.texts(RUNNER, LOCAL)) {
      try {
        all.add(UnixPlace.of(one, Path.of("").toAbsolutePath()));
      } catch (IllegalArgumentException wrong) {
        throw new ConfigException(
            file.where(RUNNER, LOCAL) + ": " + LOCAL + ": " + wrong.getMessage());
      }
    }
    return all;
  }

  // As Pushpin has them, beside the file

  /** The first port's is shown to clients that ask for no name that another has. */
  private void certificates(List<String> secure, BridgeBuilder builder) {
    Set<Path> all = new LinkedHashSet<>();
    secure.forEach(address -> all.add(certificate(address)));
    if (!secure.isEmpty()) {
      all.addAll(named());
    }
    for (Path one : all) {
      Path key = one.resolveSibling(withoutEnd(one) + ".key");
      if (builder.hasTls()) {
        builder.tlsToo(one, key);
      } else {
        builder.tls(one, key);
      }
    }
  }

  private Path folder() {
    return file.folder().resolve("runner").resolve("certs");
  }

  private Path certificate(String address) {
    String port = port(address);
    Path certificate = folder().resolve("default_" + port + CERTIFICATE);
    if (!Files.exists(certificate)) {
      throw new ConfigException(
          file.where(RUNNER, HTTPS)
              + ": https_ports: there is no certificate "
              + certificate
              + "; put one there, and its key beside it as default_"
              + port
              + ".key");
    }
    return certificate;
  }

  /** Those of hosts, but for the defaults of ports that are not listened at. */
  private Set<Path> named() {
    Set<Path> all = new TreeSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "*" + CERTIFICATE)) {
      for (Path one : files) {
        if (!withoutEnd(one).matches("default_[0-9]+")) {
          all.add(one);
        }
      }
    } catch (IOException failure) {
      throw new ConfigException(
          "the certificates in "
              + folder()
              + " cannot be listed; may this user read them? ("
              + failure.getMessage()
              + ")");
    }
    return all;
  }

  private static String withoutEnd(Path certificate) {
    String name = certificate.getFileName().toString();
    return name.substring(0, name.length() - CERTIFICATE.length());
  }
}
