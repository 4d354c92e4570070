package org.zmqwebbridge.it.fault;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.it.Answers;
import org.zmqwebbridge.it.BackEnd;
import org.zmqwebbridge.it.FreePort;

/** An echo on JeroMQ. */
final class JavaEcho implements Service, Answers {
  private final int port = FreePort.find();
  private final List<List<byte[]>> kept = new ArrayList<>(); // the back end's thread owns it
  private volatile boolean frozen;
  private BackEnd backEnd;

  JavaEcho() {
    start();
  }

  @Override
  public List<List<byte[]>> to(List<byte[]> request) {
    kept.add(request);
    if (frozen) {
      return List.of();
    }
    List<List<byte[]>> answers = List.copyOf(kept);
    kept.clear();
    return answers;
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public void freeze() {
    frozen = true;
  }

  @Override
  public void thaw() {
    frozen = false;
  }

  @Override
  public void kill() {
    backEnd.close();
    kept.clear();
    frozen = false;
  }

  @Override
  public void start() {
    backEnd = BackEnd.start(port, this);
  }

  @Override
  public void close() {
    backEnd.close();
  }
}
