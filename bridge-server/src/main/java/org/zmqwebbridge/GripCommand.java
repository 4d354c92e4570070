package org.zmqwebbridge;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.zmqwebbridge.edge.Served;
import org.zmqwebbridge.grip.GripConfig;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;
import org.zmqwebbridge.grip.RouteTable;

/**
 * {@code grip}: a reverse proxy by GRIP and nothing else, by Pushpin's configuration file or by
 * routes of the command line; without either, an origin of its own answers.
 *
 * <p>Owner thread: main, then the bridge's for reloads.
 *
 * @param routes lines as a routes file has them
 * @param listen where clients come in
 * @param management the address of a management listener; empty: there is none
 */
record GripCommand(List<String> routes, String listen, Optional<String> management)
    implements ReloadSource {
  /** The name of the listener of publishers. */
  static final String CONTROL = "grip-control";

  private static final String LISTEN = "127.0.0.1:7999";
  private static final String CONTROL_LISTEN = "127.0.0.1:5561";

  /**
   * @param words the options after the command
   * @throws UsageException if they are none
   */
  static GripCommand parse(List<String> words) {
    List<String> routes = new ArrayList<>();
    String listen = LISTEN;
    Optional<String> management = Optional.empty();
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (i + 1 >= words.size()) {
        throw new UsageException(option + " needs an argument");
      }
      String argument = words.get(i + 1);
      switch (option) {
        case "--route" -> routes.add(argument);
        case "--port" -> listen = argument.contains(":") ? argument : "127.0.0.1:" + argument;
        case "--management" -> management = Optional.of(argument);
        default -> throw new UsageException("unknown option: " + option);
      }
    }
    return new GripCommand(List.copyOf(routes), listen, management);
  }

  @Override
  public BridgeBuilder read() {
    List<GripRoute> read = new ArrayList<>();
    for (String line : routes.isEmpty() ? List.of("* test") : routes) {
      RouteLine.read(line).ifPresent(read::add);
    }
    BridgeBuilder builder =
        Bridge.builder()
            .serves(Set.of(Served.HTTP))
            .listen(listen)
            .listener(CONTROL, CONTROL_LISTEN, false, Set.of(Served.GRIP_CONTROL))
            .grip(GripConfig.of(new RouteTable(read)).answeringAll());
    management.ifPresent(builder::management);
    return builder.reloadFrom(this);
  }

  /** Says where it is. */
  static void announce(Bridge bridge, PrintStream out) {
    String address = bridge.uri().replaceFirst("^ws(.*?)/[^/]*$", "http$1");
    out.println("zwb: GRIP on " + address);
    out.println("zwb: publishers at http://127.0.0.1:" + bridge.port(CONTROL) + "/publish");
  }
}
