package org.zmqwebbridge.it.fault;

import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.rpc.Param;
import org.zmqwebbridge.rpc.RpcMethod;
import org.zmqwebbridge.rpc.RpcServer;
import org.zmqwebbridge.rpc.RunningRpcServer;

/** The function {@code echo} on the rpc module; it can end in order only. */
final class JavaRpcService implements Service {
  /** What may be called. */
  public static final class Echo extends RpcServer {
    /** Returns what it is given. */
    @RpcMethod
    public String echo(@Param("text") String text) {
      return text;
    }
  }

  private final int port = FreePort.find();
  private RunningRpcServer server;

  JavaRpcService() {
    start();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void freeze() {
    throw new UnsupportedOperationException("use the Python one");
  }

  @Override
  public void thaw() {
    throw new UnsupportedOperationException("use the Python one");
  }

  @Override
  public void kill() {
    server.close();
  }

  @Override
  public void start() {
    server = new Echo().start("tcp://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.close();
  }
}
