package org.zmqwebbridge.bench;

import java.io.IOException;
import java.io.OutputStream;
import org.zmqwebbridge.BridgeMain;

/** The process of {@link EmbeddedBridge}: the bridge, until standard input ends. */
final class BridgeProcess {
  private BridgeProcess() {}

  /** Arguments as of {@code zwb serve}. */
  public static void main(String[] args) {
    Thread parent = new Thread(BridgeProcess::endWithParent, "bench-parent");
    parent.setDaemon(true);
    parent.start();
    BridgeMain.main(args);
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException broken) {
      // As good as the end.
    }
    System.exit(0);
  }
}
