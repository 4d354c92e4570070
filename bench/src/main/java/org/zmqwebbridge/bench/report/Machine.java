package org.zmqwebbridge.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a load ran.
 *
 * @param cores that this process may use
 * @param system name and version of the kernel
 * @param jdk of this process
 * @param bridge the bridge's version, or that it is not known
 */
public record Machine(int cores, String system, String jdk, String bridge) {
  /** This one. */
  public static Machine here(String bridge) {
    return new Machine(
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        System.getProperty("java.vm.name") + " " + Runtime.version(),
        bridge);
  }

  /** In the order to be shown. */
  public Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("bridge", bridge);
    lines.put("cores", Integer.toString(cores));
    lines.put("system", system);
    lines.put("JDK", jdk);
    return lines;
  }
}
