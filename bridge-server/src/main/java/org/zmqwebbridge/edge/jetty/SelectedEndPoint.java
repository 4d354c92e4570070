package org.zmqwebbridge.edge.jetty;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A TCP connection that can have things done by the thread that reads from it: many such things
 * wake that thread once, where each would wake a thread of a pool.
 *
 * <p>Owner thread: none.
 */
class SelectedEndPoint extends SocketChannelEndPoint {
  private final ManagedSelector selector;

  SelectedEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
    super(channel, selector, key, scheduler);
    this.selector = selector;
  }

  /** This one, or the one below it where there is TLS; empty: its listener has none. */
  static Optional<SelectedEndPoint> below(EndPoint endPoint) {
    EndPoint plain = endPoint instanceof EndPoint.Wrapper wrapper ? wrapper.unwrap() : endPoint;
    return plain instanceof SelectedEndPoint selected ? Optional.of(selected) : Optional.empty();
  }

  /**
   * Has this done by the thread that reads, soon, in the order of these calls.
   *
   * @param task must not block
   */
  void later(Runnable task) {
    selector.submit(unused -> task.run());
  }
}
