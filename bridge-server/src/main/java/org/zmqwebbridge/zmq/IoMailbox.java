package org.zmqwebbridge.zmq;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import zmq.Command;
import zmq.Mailbox;
import zmq.ZObject;
import zmq.poll.IPollEvents;
import zmq.poll.Poller;

/**
 * What JeroMQ's I/O thread is told by others, read so that it does not keep them from saying it.
 *
 * <p>Who sends a command writes a byte to a pipe and then counts it. The byte wakes the I/O thread,
 * which may get the very core of the sender between the two: it finds a byte that is not counted,
 * leaves it, and is woken by it again and again until its time is over. Here it gives way instead.
 *
 * <p>Owner thread: the I/O thread; made on the loop's.
 */
final class IoMailbox extends ZObject implements IPollEvents {
  private final Mailbox commands;
  private final Runnable whenInVain;
  private final Poller.Handle handle;

  /**
   * @param socket any of the context, which has one I/O thread
   */
  IoMailbox(ZObject socket) {
    super(socket);
    this.commands = chooseIoThread(0).getMailbox();
    this.whenInVain = IoMailbox::giveWay;
    this.handle = new Poller.Handle(commands.getFd(), this);
  }

  /**
   * @param commands what is read
   * @param whenInVain what is done where a byte is not counted yet
   */
  IoMailbox(ZObject socket, Mailbox commands, Runnable whenInVain) {
    super(socket);
    this.commands = commands;
    this.whenInVain = whenInVain;
    this.handle = new Poller.Handle(commands.getFd(), this);
  }

  @SuppressWarnings("ThreadPriorityCheck") // correct without; measured
  private static void giveWay() {
    Thread.yield();
  }

  /** Reads in the place of JeroMQ's own reader, if this selector is the one that watches it. */
  void takeOver(Selector selector) {
    SelectionKey key = commands.getFd().keyFor(selector);
    if (key != null && key.isValid() && key.attachment() != handle) {
      key.attach(handle);
    }
  }

  @Override
  public void inEvent() {
    boolean isInVain = true;
    for (Command next = commands.recv(0); next != null; next = commands.recv(0)) {
      next.process();
      isInVain = false;
    }
    if (isInVain) {
      whenInVain.run();
    }
  }
}
