package org.zmqwebbridge.admin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Gives each connection the time for one request and its answer, however slowly its client writes
 * or reads; after the answer it is closed anyway.
 *
 * <p>Owner thread: Jetty's.
 */
final class OneRequest implements Connection.Listener {
  private final Scheduler scheduler;
  private final long millis;
  private final Map<Connection, Scheduler.Task> deadlines = new ConcurrentHashMap<>();

  OneRequest(Scheduler scheduler, long millis) {
    this.scheduler = scheduler;
    this.millis = millis;
  }

  @Override
  public void onOpened(Connection connection) {
    deadlines.put(
        connection,
        scheduler.schedule(connection.getEndPoint()::close, millis, TimeUnit.MILLISECONDS));
  }

  @Override
  public void onClosed(Connection connection) {
    Scheduler.Task deadline = deadlines.remove(connection);
    if (deadline != null) {
      deadline.cancel();
    }
  }
}
