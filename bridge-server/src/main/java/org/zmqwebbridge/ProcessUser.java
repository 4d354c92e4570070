package org.zmqwebbridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Who this process is. A JVM cannot become somebody else, so that whoever starts it has to choose.
 *
 * @param uid its number; below 0: it is not known here
 * @param name of the user
 */
record ProcessUser(int uid, String name) {
  private static final Path SELF = Path.of("/proc/self");

  /** This one. */
  static ProcessUser current() {
    String name = System.getProperty("user.name", "");
    try {
      return new ProcessUser((int) Files.getAttribute(SELF, "unix:uid"), name);
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return new ProcessUser(-1, name);
    }
  }

  /** Whether a configuration that names this user means this one. */
  private boolean is(String user) {
    return user.equals(name) || user.equals(Integer.toString(uid));
  }

  /**
   * What is to be said where a configuration wants a process to become another.
   *
   * @param user a name or a number; empty: it does not say
   * @param group the same of its group
   * @param command how it is started, for the remedy
   */
  List<String> warnings(String user, String group, String command) {
    List<String> all = new ArrayList<>();
    if (!user.isEmpty() && !is(user)) {
      all.add(
          "uid = "
              + user
              + ": this process is "
              + name
              + " and cannot become another; start it as that user: sudo -u "
              + user
              + (group.isEmpty() ? "" : " -g " + group)
              + " "
              + command
              + ", or User= in a unit of systemd (with AmbientCapabilities=CAP_NET_BIND_SERVICE for"
              + " ports below 1024)");
    } else if (!group.isEmpty() && user.isEmpty()) {
      all.add(
          "gid = "
              + group
              + ": this process keeps its group; start it with that one: sudo -g "
              + group
              + " "
              + command
              + ", or Group= in a unit of systemd");
    }
    if (uid == 0 && (user.isEmpty() || is(user))) {
      all.add(
          "this process is root and stays root, so that whoever breaks into it has the machine;"
              + " start it as a user of its own: sudo -u nobody "
              + command
              + ", or User= in a unit of systemd (with AmbientCapabilities=CAP_NET_BIND_SERVICE for"
              + " ports below 1024)");
    }
    return all;
  }
}
