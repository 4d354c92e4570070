package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.zeromq.ZMQ;

/** CURVE at a bound address, for clients whose keys are known. */
final class CurveServer extends Security {
  private final CurveKeyPair keys;
  private final Set<CurveKey> clients;

  CurveServer(CurveKeyPair keys, Set<CurveKey> clients) {
    if (clients.isEmpty()) {
      throw new IllegalArgumentException("no client is listed, so nobody could connect; name one");
    }
    this.keys = keys;
    this.clients = Set.copyOf(clients);
  }

  @Override
  public boolean isForConnecting() {
    return false;
  }

  @Override
  boolean isEncrypted() {
    return true;
  }

  @Override
  void secure(ZMQ.Socket socket) {
    socket.setCurvePublicKey(keys.publicKey().bytes());
    socket.setCurveSecretKey(keys.secretKey());
    socket.setCurveServer(true);
  }

  @Override
  int handshakeCommands() {
    return 2; // HELLO and INITIATE
  }

  @Override
  long maxFrameBytes(long allowed) {
    return CurveClient.maxEncryptedBytes(allowed);
  }

  @Override
  boolean admits(String mechanism, List<byte[]> credentials) {
    return mechanism.equals("CURVE")
        && credentials.size() == 1
        && credentials.get(0).length == CurveKey.BYTES
        && clients.contains(new CurveKey(credentials.get(0).clone()));
  }

  @Override
  String name(List<byte[]> credentials) {
    return new CurveKey(credentials.get(0).clone()).toString();
  }

  @Override
  boolean knows(String name) {
    return CurveKey.isKey(name) && clients.contains(CurveKey.parse(name));
  }

  @Override
  String describe(List<byte[]> credentials) {
    return credentials.size() == 1 && credentials.get(0).length == CurveKey.BYTES
        ? "the holder of the key " + new CurveKey(credentials.get(0).clone())
        : super.describe(credentials);
  }

  @Override
  boolean differsInPeersOnly(Security before) {
    return before instanceof CurveServer other && keys.equals(other.keys);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveServer that
        && keys.equals(that.keys)
        && clients.equals(that.clients);
  }

  @Override
  public int hashCode() {
    return Objects.hash(keys, clients);
  }

  @Override
  public String toString() {
    return "CURVE for " + clients.size() + " clients with the " + keys;
  }
}
