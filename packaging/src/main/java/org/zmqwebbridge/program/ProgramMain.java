package org.zmqwebbridge.program;

import java.io.IOException;
import java.util.Arrays;
import org.zmqwebbridge.BridgeMain;
import org.zmqwebbridge.bench.BenchMain;
import org.zmqwebbridge.demo.DemoMain;
import org.zmqwebbridge.log.LogProvider;

/**
 * {@code java -jar zwb.jar COMMAND}: {@code demo} and {@code bench}, and everything that the bridge
 * itself understands.
 *
 * <p>Owner thread: main. The exit status is the command's.
 */
public final class ProgramMain {
  private ProgramMain() {}

  /**
   * The program.
   *
   * @throws IOException if the load tool cannot write its report
   */
  public static void main(String[] args) throws IOException {
    switch (args.length == 0 ? "" : args[0]) {
      case "demo" -> DemoMain.main(rest(args));
      case "bench" -> {
        LogProvider.choose();
        BenchMain.main(rest(args));
      }
      default -> BridgeMain.main(args);
    }
  }

  private static String[] rest(String[] args) {
    return Arrays.copyOfRange(args, 1, args.length);
  }
}
