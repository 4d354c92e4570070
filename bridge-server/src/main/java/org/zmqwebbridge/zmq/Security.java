package org.zmqwebbridge.zmq;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.zeromq.ZMQ;
import zmq.Msg;

/**
 * How an endpoint's ZeroMQ connections are protected: by which mechanism, who the bridge is, and
 * who its peers must be.
 *
 * <p>Immutable; never a secret in {@link #toString}.
 */
public abstract sealed class Security
    permits CurveClient, CurveServer, Open, PlainClient, PlainServer {
  Security() {}

  /** Anybody, in clear: NULL (RFC 23). */
  public static Security none() {
    return Open.TO_ALL;
  }

  /**
   * CURVE (RFC 26) towards a service.
   *
   * @param server the service's public key: no other is talked to
   * @param keys who the bridge is
   */
  public static Security curve(CurveKey server, CurveKeyPair keys) {
    return new CurveClient(server, keys);
  }

  /**
   * CURVE (RFC 26) at an address that the bridge binds.
   *
   * @param keys who the bridge is
   * @param clients the public keys of those who may connect
   * @throws IllegalArgumentException if nobody may
   */
  public static Security curve(CurveKeyPair keys, Set<CurveKey> clients) {
    return new CurveServer(keys, clients);
  }

  /**
   * PLAIN (RFC 24) towards a service: in clear, for networks that are trusted.
   *
   * @throws IllegalArgumentException if either is not 1–127 printable characters of ASCII; the
   *     message does not repeat it
   */
  public static Security plain(String username, String password) {
    return new PlainClient(username, password);
  }

  /**
   * PLAIN (RFC 24) at an address that the bridge binds.
   *
   * @param users the passwords of those who may connect, by their names
   * @throws IllegalArgumentException if nobody may, or a name or password is not 1–127 printable
   *     characters of ASCII; the message does not repeat it
   */
  public static Security plain(Map<String, String> users) {
    return new PlainServer(users);
  }

  /** Whether it protects nothing. */
  public boolean isNone() {
    return false;
  }

  /** Whether this is for a socket that connects. */
  public boolean isForConnecting() {
    return true;
  }

  /** Whether this is for an address that the bridge binds. */
  public boolean isForBinding() {
    return true;
  }

  /** Whether nothing but the list of those who may connect is another than before. */
  boolean differsInPeersOnly(Security before) {
    return equals(before);
  }

  /** Whether JeroMQ makes frames of its own of what peers send. */
  boolean isEncrypted() {
    return false;
  }

  /** Sets a socket up; to be called before it connects or binds. */
  abstract void secure(ZMQ.Socket socket);

  /**
   * Whether a peer's handshake may begin with this command; where JeroMQ's own check is enough, any
   * may.
   *
   * @param size in bytes; the command itself may be asked for its bytes only
   */
  boolean mayBegin(Msg command, int size) {
    return true;
  }

  static boolean hasName(String name, Msg command, int size) {
    if (size <= name.length() || command.get(0) != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (command.get(1 + i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** How many commands a peer sends until its handshake is done, beyond its greeting. */
  abstract int handshakeCommands();

  /** The largest frame, where an application allows so much. */
  long maxFrameBytes(long allowed) {
    return allowed;
  }

  /**
   * Whether somebody may come in.
   *
   * @param mechanism his mechanism (RFC 27)
   * @param credentials what he has proved that he has, by the mechanism's rules
   */
  boolean admits(String mechanism, List<byte[]> credentials) {
    return false;
  }

  /**
   * What an admitted peer is remembered by: enough for {@link #knows} to say later whether it would
   * still be let in; no secret.
   */
  String name(List<byte[]> credentials) {
    return "";
  }

  /** Whether who was let in by this name would be now. */
  boolean knows(String name) {
    return false;
  }

  /** Who that is, for the log; nothing secret. */
  String describe(List<byte[]> credentials) {
    return "a peer";
  }
}
