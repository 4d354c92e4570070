package org.zmqwebbridge.demo.service;

import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import org.zeromq.ZMsg;

/** Answers every request with the request (REP). Owner thread and lifetime: see {@link Service}. */
public final class EchoService implements Service {
  private final String address;

  public EchoService(String address) {
    this.address = address;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket rep = sockets.bind(SocketType.REP, address);
    while (running.getAsBoolean()) {
      ZMsg request = ZMsg.recvMsg(rep);
      if (request != null) {
        request.send(rep);
      }
    }
  }
}
