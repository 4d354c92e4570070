package org.zmqwebbridge.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.zeromq.ZMQ;
import org.zmqwebbridge.config.SecretFile;
import org.zmqwebbridge.zmq.CurveKey;
import org.zmqwebbridge.zmq.CurveKeyPair;

/** Key files in a folder, made by pyzmq, and what tests do with them. */
public final class KeyRing {
  private final Path folder;

  public KeyRing(Path folder, String... names) {
    this.folder = folder;
    List<String> arguments = new ArrayList<>(List.of(folder.toString()));
    arguments.addAll(List.of(names));
    try (PythonPeer maker = PythonPeer.start("keys", arguments.toArray(String[]::new))) {
      maker.expect("made");
    }
  }

  public Path publicFile(String name) {
    return folder.resolve(name + ".key");
  }

  public Path secretFile(String name) {
    return folder.resolve(name + ".key_secret");
  }

  public CurveKey publicKey(String name) {
    try {
      return CurveKey.parseFile(Files.readString(publicFile(name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CurveKeyPair pair(String name) {
    return CurveKeyPair.parse(SecretFile.read(secretFile(name)));
  }

  /** A folder with the public keys of some. */
  public Path clients(String... names) {
    try {
      Path clients = Files.createTempDirectory(folder, "clients");
      for (String name : names) {
        Files.copy(publicFile(name), clients.resolve(name + ".key"));
      }
      return clients;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that only its owner reads. */
  public Path secret(String name, String content) {
    try {
      Path file = Files.writeString(folder.resolve(name), content);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a JeroMQ socket a client of a server. */
  public void client(ZMQ.Socket socket, String name, String server) {
    socket.setCurveServerKey(key(publicFile(server), "public-key"));
    socket.setCurvePublicKey(key(secretFile(name), "public-key"));
    socket.setCurveSecretKey(key(secretFile(name), "secret-key"));
  }

  /** Makes a JeroMQ socket a server; who may connect is another's decision. */
  void server(ZMQ.Socket socket, String name) {
    socket.setCurvePublicKey(key(secretFile(name), "public-key"));
    socket.setCurveSecretKey(key(secretFile(name), "secret-key"));
    socket.setCurveServer(true);
  }

  /** Without the product's parser. */
  private static byte[] key(Path file, String name) {
    try {
      String text = Files.readString(file);
      int begin = text.indexOf(name + " = \"") + name.length() + 4;
      return ZMQ.Curve.z85Decode(text.substring(begin, begin + 40));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
