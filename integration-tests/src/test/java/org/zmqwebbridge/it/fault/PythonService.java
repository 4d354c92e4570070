package org.zmqwebbridge.it.fault;

import org.zmqwebbridge.it.FreePort;
import org.zmqwebbridge.it.PythonPeer;

/** A process of {@code integration-tests/python}. */
final class PythonService implements Service {
  private final int port = FreePort.find();
  private final String name;
  private PythonPeer process;

  PythonService(String name) {
    this.name = name;
    start();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void freeze() {
    process.stop();
  }

  @Override
  public void thaw() {
    process.resume();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public void start() {
    process = PythonPeer.start(name, Integer.toString(port));
    process.expect("port " + port);
  }

  @Override
  public void close() {
    process.kill();
  }
}
