package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;
import zmq.Ctx;
import zmq.Mailbox;

/** How JeroMQ's I/O thread reads what it is told. */
class IoMailboxTest {
  private static final Object OF_JEROMQ = "JeroMQ's own";

  private final ZMQ.Context context = ZMQ.context(1);
  private final Ctx other = new Ctx();
  private final AtomicInteger inVain = new AtomicInteger();
  private ZMQ.Socket socket;
  private Mailbox commands;
  private IoMailbox mailbox;

  @BeforeEach
  void open() {
    socket = context.socket(SocketType.PULL);
    commands = new Mailbox(other, "a mailbox", 1);
    mailbox = new IoMailbox(socket.base(), commands, inVain::incrementAndGet);
  }

  @AfterEach
  void close() throws Exception {
    commands.close();
    socket.close();
    context.close();
    other.terminate();
  }

  @Test
  void whoIsWokenWhereNothingIsCountedYetGivesWay() {
    mailbox.inEvent();
    assertEquals(1, inVain.get());
    mailbox.inEvent();
    assertEquals(2, inVain.get());
  }

  @Test
  void itTakesTheReadersPlaceWhereThatWatches() throws Exception {
    try (Selector watching = Selector.open();
        Selector another = Selector.open()) {
      SelectionKey key = commands.getFd().register(watching, SelectionKey.OP_READ, OF_JEROMQ);
      mailbox.takeOver(another);
      assertSame(OF_JEROMQ, key.attachment());
      mailbox.takeOver(watching);
      Object taken = key.attachment();
      assertNotNull(taken);
      assertNotSame(OF_JEROMQ, taken);
      mailbox.takeOver(watching);
      assertSame(taken, key.attachment(), "once");
      assertEquals(SelectionKey.OP_READ, key.interestOps());
      key.cancel();
      mailbox.takeOver(watching);
    }
  }
}
