package org.zmqwebbridge.demo.chat;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zmqwebbridge.demo.service.Service;
import org.zmqwebbridge.demo.service.Sockets;

/**
 * The chat's sockets: every command gets its answer (REP), everyone hears what happened (PUB).
 * Owner thread and lifetime: see {@link Service}.
 */
public final class ChatService implements Service {
  private static final long BEAT_NANOS = Duration.ofSeconds(2).toNanos();

  private final String commands;
  private final String events;
  private final Supplier<ChatDesk> desks;

  /**
   * @param commands where commands are taken, a ZeroMQ address
   * @param events where events are published, a ZeroMQ address
   * @param desks makes the desk of a new, empty room
   */
  public ChatService(String commands, String events, Supplier<ChatDesk> desks) {
    this.commands = commands;
    this.events = events;
    this.desks = desks;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket rep = sockets.bind(SocketType.REP, commands);
    ZMQ.Socket pub = sockets.bind(SocketType.PUB, events);
    ChatDesk desk = desks.get();
    long beat = System.nanoTime();
    while (running.getAsBoolean()) {
      String command = Sockets.receiveLast(rep);
      if (command != null) {
        rep.send(desk.answer(command));
      }
      desk.tick();
      desk.takeEvents().forEach(pub::send);
      if (System.nanoTime() - beat >= 0) {
        pub.send(desk.membersEvent());
        beat = System.nanoTime() + BEAT_NANOS;
      }
    }
  }
}
