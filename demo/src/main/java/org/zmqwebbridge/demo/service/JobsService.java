package org.zmqwebbridge.demo.service;

import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Takes jobs (PULL), does each at once, and publishes that it is done (PUB). Owner thread and
 * lifetime: see {@link Service}.
 */
public final class JobsService implements Service {
  private final String jobs;
  private final String done;

  /**
   * @param jobs where jobs are taken
   * @param done where it is published what has become of them
   */
  public JobsService(String jobs, String done) {
    this.jobs = jobs;
    this.done = done;
  }

  @Override
  public void serve(Sockets sockets, BooleanSupplier running) {
    ZMQ.Socket pull = sockets.bind(SocketType.PULL, jobs);
    ZMQ.Socket pub = sockets.bind(SocketType.PUB, done);
    while (running.getAsBoolean()) {
      String job = Sockets.receiveLast(pull);
      if (job != null) {
        pub.send("done: " + job);
      }
    }
  }
}
