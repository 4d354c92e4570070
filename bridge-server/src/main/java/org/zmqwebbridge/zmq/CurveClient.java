package org.zmqwebbridge.zmq;

import java.util.Objects;
import org.zeromq.ZMQ;
import zmq.Msg;

/** CURVE towards a service whose key is known. */
final class CurveClient extends Security {
  /**
   * JeroMQ's cipher keeps its I/O thread busy for up to 75 ms per mebibyte: a larger frame would
   * look like a thread that is stuck.
   */
  private static final long MAX_FRAME_BYTES = 8 << 20;

  /** What is added to a frame: the name of a MESSAGE, a nonce, a box, and flags (RFC 26). */
  static final int MESSAGE_OVERHEAD_BYTES = 8 + 8 + 16 + 1;

  private final CurveKey server;
  private final CurveKeyPair keys;

  CurveClient(CurveKey server, CurveKeyPair keys) {
    this.server = server;
    this.keys = keys;
  }

  @Override
  public boolean isForBinding() {
    return false;
  }

  @Override
  boolean isEncrypted() {
    return true;
  }

  @Override
  void secure(ZMQ.Socket socket) {
    socket.setCurveServerKey(server.bytes());
    socket.setCurvePublicKey(keys.publicKey().bytes());
    socket.setCurveSecretKey(keys.secretKey());
  }

  @Override
  int handshakeCommands() {
    return 2; // WELCOME and READY
  }

  /** What a server may say first (RFC 26); JeroMQ does not check the order. */
  @Override
  boolean mayBegin(Msg command, int size) {
    return hasName("WELCOME", command, size) || hasName("ERROR", command, size);
  }

  @Override
  long maxFrameBytes(long allowed) {
    return maxEncryptedBytes(allowed);
  }

  static long maxEncryptedBytes(long allowed) {
    return Math.min(allowed + MESSAGE_OVERHEAD_BYTES, MAX_FRAME_BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurveClient that
        && server.equals(that.server)
        && keys.equals(that.keys);
  }

  @Override
  public int hashCode() {
    return Objects.hash(server, keys);
  }

  @Override
  public String toString() {
    return "CURVE to " + server + " with the " + keys;
  }
}
