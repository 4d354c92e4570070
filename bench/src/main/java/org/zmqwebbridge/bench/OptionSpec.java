package org.zmqwebbridge.bench;

import java.util.List;

/**
 * One option of the command line.
 *
 * @param name with its dashes
 * @param placeholder what stands for its value, or empty for a switch
 * @param standard its value if it is not given, or empty for none
 * @param meaning for people
 */
record OptionSpec(String name, String placeholder, String standard, String meaning) {
  /** What every load takes. */
  static final List<OptionSpec> COMMON =
      List.of(
          new OptionSpec("--url", "URL", "", "the bridge, ws:// or wss:// (starts one of its own)"),
          new OptionSpec("--insecure", "", "", "accept any certificate"),
          new OptionSpec("--origin", "ORIGIN", "", "send this Origin, as a page of it would"),
          new OptionSpec("--credentials", "JSON", "{}", "what the hook asks for, as an object"),
          new OptionSpec("--warm", "SECONDS", "4", "load before the window, not measured"),
          new OptionSpec("--seconds", "SECONDS", "10", "the window that is measured"),
          new OptionSpec("--cpu-pid", "PID", "", "measure this process's CPU: the bridge's"),
          new OptionSpec("--set", "KEY=VALUE", "", "a setting of the bridge that it starts"),
          new OptionSpec("--json", "FILE", "", "write all figures as JSON"),
          new OptionSpec("--html", "FILE", "", "write one page with plots"));

  boolean isSwitch() {
    return placeholder.isEmpty();
  }

  String usage() {
    String both = placeholder.isEmpty() ? name : name + " " + placeholder;
    String end = standard.isEmpty() ? "" : " (" + standard + ")";
    return "  " + both + " ".repeat(Math.max(1, 22 - both.length())) + meaning + end + "\n";
  }
}
