package org.zmqwebbridge.demo.service;

import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Publishes a note for members once a second (PUB). Who may hear it is not its business: the
 * bridge's hook decides. Owner thread and lifetime: see {@link Service}.
 */
public final class MembersService implements Service {
  private static final long PERIOD_MILLIS = 1_000;

  private final String address;

  public MembersService(String address) {
    this.address = address;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket pub = sockets.bind(SocketType.PUB, address);
    Beat beat = new Beat(PERIOD_MILLIS);
    for (long note = 1; beat.next(running); note++) {
      pub.send("for members only: note " + note);
    }
  }
}
