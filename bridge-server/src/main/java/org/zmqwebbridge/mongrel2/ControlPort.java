package org.zmqwebbridge.mongrel2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.zmqwebbridge.mongrel2.wire.ControlAnswer;
import org.zmqwebbridge.mongrel2.wire.ControlRequest;
import org.zmqwebbridge.zmq.BoundAddresses;
import org.zmqwebbridge.zmq.FileMode;
import org.zmqwebbridge.zmq.SocketListener;
import org.zmqwebbridge.zmq.ZmqEndpoint;
import org.zmqwebbridge.zmq.ZmqLoop;

/**
 * Where operators ask one server what it does, and tell it what to do, with a REQ socket. Who can
 * reach it can stop the server: it is bound to this machine only, and as a Unix socket it is its
 * owner's.
 *
 * <p>Owner thread: the loop's. Lifetime: from {@link #open} until {@link #close}, or until it is
 * told to stop.
 */
final class ControlPort implements SocketListener {
  /** The command that ends it. */
  static final String STOP = "control_stop";

  /** So much of a message may be the way back to its sender. */
  private static final int MAX_ENVELOPE = 8;

  private static final FileMode OWNERS = FileMode.parse("600");

  private final ControlCommands commands;
  private final ZmqLoop loop;
  private final HandlerLimits limits;
  private final LongConsumer ticker = this::onTick;
  private BoundAddresses socket; // null: it is closed

  ControlPort(ControlCommands commands, ZmqLoop loop, HandlerLimits limits) {
    this.commands = commands;
    this.loop = loop;
    this.limits = limits;
  }

  /**
   * Binds.
   *
   * @throws IllegalStateException if it cannot be bound, or others could reach it; says what to do
   */
  void open(String spec) {
    ZmqEndpoint at = HandlerLimits.endpoint(spec);
    if (!at.isLoopback()) {
      throw new IllegalStateException(
          "control port "
              + spec
              + ": anyone who reaches it could stop the server; bind 127.0.0.1, or"
              + " ipc://run/control");
    }
    if (at.isUnixSocket()) {
      makeFolder(Path.of(at.host()).getParent());
    }
    socket = limits.route(loop, at, this);
    OWNERS.giveTo(at);
    loop.onTick(ticker);
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new IllegalStateException(
          "control port: no folder " + folder + ": " + failure, failure);
    }
  }

  @Override
  public void onMessage(List<byte[]> parts) {
    int delimiter = 1;
    while (delimiter < parts.size() && parts.get(delimiter).length > 0) {
      delimiter++;
    }
    if (delimiter > MAX_ENVELOPE || parts.size() != delimiter + 2) {
      return; // no REQ has sent it, so nobody waits
    }
    Optional<ControlRequest> request = ControlRequest.read(parts.get(delimiter + 1));
    ControlAnswer answer = commands.answer(request);
    boolean isText = request.isPresent() && request.get().isText();
    List<byte[]> message = new ArrayList<>(parts.subList(0, delimiter + 1));
    message.add(isText ? answer.json() : answer.tnetstring());
    boolean unused = socket.send(message.toArray(byte[][]::new));
    if (request.isPresent() && request.get().name().equals(STOP)) {
      loop.post(this::close);
    }
  }

  private void onTick(long now) {
    socket.onTick();
  }

  void close() {
    if (socket != null) {
      loop.cancelTick(ticker);
      socket.close(limits.lingerMillis());
      socket = null;
    }
  }
}
