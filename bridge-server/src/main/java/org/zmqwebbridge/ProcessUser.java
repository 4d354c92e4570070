package org.zmqwebbridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who this process is. A JVM cannot become somebody else, so that anyone who starts it has to
 * choose.
 *
 * @param uid its number; below 0: it is not known here
 * @param name of the user
 * @param gid the number of its group; below 0: it is not known here
 * @param group its name
 */
record ProcessUser(int uid, String name, int gid, String group) {
  private static final Path SELF = Path.of("/proc/self");

  /** This one. */
  static ProcessUser current() {
    String name = System.getProperty("user.name", "");
    try {
      Map<String, Object> all = Files.readAttributes(SELF, "unix:uid,gid,group");
      return new ProcessUser(
          (int) all.get("uid"), name, (int) all.get("gid"), all.get("group").toString());
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return new ProcessUser(-1, name, -1, "");
    }
  }

  /** Whether a configuration that names this user means this one. */
  private boolean is(String user) {
    return user.equals(name) || user.equals(Integer.toString(uid));
  }

  private boolean isOf(String wanted) {
    return wanted.equals(group) || wanted.equals(Integer.toString(gid));
  }

  /**
   * What is to be said where a configuration wants a process to become another.
   *
   * @param user a name or a number; empty: it does not say
   * @param wanted the same of its group
   * @param command how it is started, for the remedy
   */
  List<String> warnings(String user, String wanted, String command) {
    List<String> all = new ArrayList<>();
    if (!user.isEmpty() && !is(user)) {
      all.add(
          "uid = "
              + user
              + ": this process is "
              + name
              + " and cannot become another; start it as that user: sudo -u "
              + user
              + (wanted.isEmpty() ? "" : " -g " + wanted)
              + " "
              + command
              + ", or User= in a unit of systemd (with AmbientCapabilities=CAP_NET_BIND_SERVICE for"
              + " ports below 1024)");
    } else if (!wanted.isEmpty() && !isOf(wanted)) {
      all.add(
          "gid = "
              + wanted
              + ": this process keeps its group; start it with that one: sudo "
              + (user.isEmpty() ? "" : "-u " + user + " ")
              + "-g "
              + wanted
              + " "
              + command
              + ", or Group= in a unit of systemd");
    }
    if (uid == 0 && (user.isEmpty() || is(user))) {
      all.add(
          "this process is root and stays root, so that anyone who breaks into it has the machine;"
              + " start it as a user of its own: sudo -u nobody "
              + command
              + ", or User= in a unit of systemd (with AmbientCapabilities=CAP_NET_BIND_SERVICE for"
              + " ports below 1024)");
    }
    return all;
  }
}
