package org.zmqwebbridge.zmq;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import zmq.Command;
import zmq.Ctx;
import zmq.Mailbox;
import zmq.ZError;
import zmq.ZObject;

/** What is made of the exceptions of JeroMQ's threads. */
class ZmqContextTest {
  @Test
  void socketThatHasGoneMeanwhileIsToldApartFromWhatPeersCause() throws Exception {
    Ctx context = new Ctx();
    Mailbox gone = new Mailbox(context, "a socket's", 1);
    gone.close();
    RuntimeException told = assertThrows(RuntimeException.class, () -> gone.send(command()));
    assertTrue(ZmqContext.isOfGoneSocket(told), told::toString);
    assertFalse(ZmqContext.isOfGoneSocket(new ZError.IOException(new ClosedChannelException())));
    assertFalse(ZmqContext.isOfGoneSocket(new IllegalStateException("of a peer")));
    context.terminate();
  }

  /** JeroMQ lets only its own make one. */
  private static Command command() throws ReflectiveOperationException {
    Constructor<Command> maker =
        Command.class.getDeclaredConstructor(ZObject.class, Command.Type.class);
    maker.setAccessible(true);
    return maker.newInstance(null, Command.Type.STOP);
  }
}
