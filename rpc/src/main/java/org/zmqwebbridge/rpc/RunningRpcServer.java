package org.zmqwebbridge.rpc;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.zmqwebbridge.rpc.zmq.RpcAddress;
import org.zmqwebbridge.rpc.zmq.SocketThread;

/**
 * A server that listens.
 *
 * <p>Owner thread: any. Lifetime: from {@link RpcServer#start} until {@link #close}.
 */
public final class RunningRpcServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(RunningRpcServer.class);
  private static final long CLOSE_MILLIS = 3_000;

  private final SocketThread thread;
  private final HandlerPool pool;
  private final String address;

  private RunningRpcServer(SocketThread thread, HandlerPool pool, String address) {
    this.thread = thread;
    this.pool = pool;
    this.address = address;
  }

  static RunningRpcServer start(
      String name, RpcAddress address, CallHandler handler, RpcLimits limits) {
    HandlerPool pool =
        new HandlerPool("rpc-" + name, limits, job -> handler.handle(job.body(), job::answer));
    ServerWork work = new ServerWork(address, pool, limits);
    try {
      SocketThread thread = SocketThread.start("rpc-" + name + "-socket", work);
      return new RunningRpcServer(thread, pool, work.boundAddress());
    } catch (RuntimeException notStarted) {
      pool.close(CLOSE_MILLIS);
      throw notStarted;
    }
  }

  /** Where it listens, with the real port. */
  public String address() {
    return address;
  }

  /**
   * Waits until the server is closed, which a program whose main thread has nothing else to do
   * wants: the server's own threads do not keep it alive.
   *
   * @throws InterruptedException if the calling thread is interrupted
   */
  public void awaitClose() throws InterruptedException {
    thread.join();
  }

  /**
   * Stops: calls without an answer get {@code shutdown}, threads whose function has not returned
   * are interrupted. A function that returns never keeps its (daemon) thread; that is logged.
   */
  @Override
  public void close() {
    if (!thread.stop(CLOSE_MILLIS)) {
      log.error("the server at {} has not closed its socket in {} ms", address, CLOSE_MILLIS);
    }
    pool.close(CLOSE_MILLIS);
  }
}
