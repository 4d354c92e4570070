package org.zmqwebbridge.grip;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.zmqwebbridge.zmq.Security;
import org.zmqwebbridge.zmq.ZmqEndpoint;

/**
 * Where publishers come over ZeroMQ.
 *
 * <p>Immutable.
 *
 * @param pull bound: PUSH sockets connect here
 * @param sub bound: PUB and XPUB sockets connect here
 * @param subConnected connected: PUB and XPUB sockets are bound there
 * @param command bound: REQ sockets connect here
 * @param bound how all that is bound is protected
 * @param connecting how all that is connected is protected
 * @param ipcMode the permissions of bound Unix sockets, as octal digits; empty: what the process
 *     has
 */
public record GripZmq(
    List<ZmqEndpoint> pull,
    List<ZmqEndpoint> sub,
    List<ZmqEndpoint> subConnected,
    List<ZmqEndpoint> command,
    Security bound,
    Security connecting,
    Optional<String> ipcMode) {
  /** Nowhere. */
  public static final GripZmq NONE =
      new GripZmq(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          Security.none(),
          Security.none(),
          Optional.empty());

  /**
   * Checks that nobody comes in from elsewhere unasked.
   *
   * @throws IllegalArgumentException if something is bound beyond loopback without protection, or
   *     the mode is none; the message says what to do
   */
  public GripZmq {
    pull = List.copyOf(pull);
    sub = List.copyOf(sub);
    subConnected = List.copyOf(subConnected);
    command = List.copyOf(command);
    if (bound.equals(Security.none())) {
      Stream.of(pull, sub, command).flatMap(List::stream).forEach(GripZmq::checkLoopback);
    }
    if (ipcMode.isPresent() && !ipcMode.get().matches("[0-7]{3}")) {
      throw new IllegalArgumentException(
          "ipc mode " + ipcMode.get() + " is none: three octal digits, for example 660");
    }
  }

  private static void checkLoopback(ZmqEndpoint address) {
    address.checkLoopback("publishers of GRIP", "could publish");
  }

  /** Where Pushpin's shipped configuration has them, on loopback. */
  public static GripZmq standard() {
    return NONE.withPull(List.of(ZmqEndpoint.parseBound("tcp://127.0.0.1:5560")))
        .withSub(List.of(ZmqEndpoint.parseBound("tcp://127.0.0.1:5562")))
        .withCommand(List.of(ZmqEndpoint.parseBound("tcp://127.0.0.1:5563")));
  }

  /**
   * Those of settings, each an address of ZeroMQ.
   *
   * @param subConnects whether PUB and XPUB sockets are bound there, and not we
   * @throws IllegalArgumentException if one is none, or is bound beyond loopback without protection
   */
  public static GripZmq of(
      List<String> pull,
      List<String> sub,
      boolean subConnects,
      List<String> command,
      Security bound,
      Security connecting) {
    List<ZmqEndpoint> none = List.of();
    return new GripZmq(
        bound(pull),
        subConnects ? none : bound(sub),
        subConnects ? sub.stream().map(ZmqEndpoint::parseConnected).toList() : none,
        bound(command),
        bound,
        connecting,
        Optional.empty());
  }

  private static List<ZmqEndpoint> bound(List<String> addresses) {
    return addresses.stream().map(ZmqEndpoint::parseBound).toList();
  }

  /** The same with these addresses for PUSH sockets. */
  public GripZmq withPull(List<ZmqEndpoint> changed) {
    return new GripZmq(changed, sub, subConnected, command, bound, connecting, ipcMode);
  }

  /** The same with these addresses for PUB sockets. */
  public GripZmq withSub(List<ZmqEndpoint> changed) {
    return new GripZmq(pull, changed, subConnected, command, bound, connecting, ipcMode);
  }

  /** The same, connected to these PUB sockets. */
  public GripZmq withSubConnected(List<ZmqEndpoint> changed) {
    return new GripZmq(pull, sub, changed, command, bound, connecting, ipcMode);
  }

  /** The same with these addresses for commands. */
  public GripZmq withCommand(List<ZmqEndpoint> changed) {
    return new GripZmq(pull, sub, subConnected, changed, bound, connecting, ipcMode);
  }

  /** The same with another mode of Unix sockets. */
  public GripZmq withIpcMode(String mode) {
    return new GripZmq(pull, sub, subConnected, command, bound, connecting, Optional.of(mode));
  }

  /** Whether there is anything. */
  public boolean isOn() {
    return !(pull.isEmpty() && sub.isEmpty() && subConnected.isEmpty() && command.isEmpty());
  }
}
