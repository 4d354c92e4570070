package org.zmqwebbridge.spring;

import org.springframework.context.SmartLifecycle;
import org.zmqwebbridge.Bridge;

/**
 * Starts the bridge after the application's web server, and drains it before that one ends.
 *
 * <p>Owner thread: Spring's. Lifetime: the application context's, which starts it once.
 */
final class BridgeLifecycle implements SmartLifecycle {
  /** Above the web server and its graceful end (2048 and 1024 below): later in, earlier out. */
  private static final int PHASE = DEFAULT_PHASE - 512;

  private final Bridge bridge;
  private volatile boolean running;

  BridgeLifecycle(Bridge bridge) {
    this.bridge = bridge;
  }

  /**
   * @throws IllegalStateException if it cannot listen, or ran before: a bridge starts once
   */
  @Override
  public void start() {
    bridge.start();
    running = true;
  }

  @Override
  public void stop() {
    bridge.close();
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }
}
