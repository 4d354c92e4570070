package org.zmqwebbridge;

import java.util.ArrayList;
import java.util.List;
import org.zmqwebbridge.config.ConfigException;
import org.zmqwebbridge.config.Section;
import org.zmqwebbridge.grip.GripRoute;
import org.zmqwebbridge.grip.RouteLine;

/** One route of {@code grip.routes} that is written as a section, with the words of a line. */
final class GripRouteSettings {
  private static final List<String> FLAGS =
      List.of("debug", "aco", "no_grip", "session", "orig_headers");
  private static final List<String> TEXTS =
      List.of(
          "proto",
          "ssl",
          "path_beg",
          "id",
          "sig_iss",
          "sig_key",
          "prefix",
          "as_host",
          "replace_beg",
          "jsonp_mode",
          "jsonp_cb",
          "jsonp_body",
          "jsonp_defcb",
          "jsonp_defmethod",
          "sockjs",
          "sockjs_as_path",
          "log_level");
  private static final int MAX_PATH = 65_536;

  private GripRouteSettings() {}

  static GripRoute read(Section section) {
    StringBuilder line = new StringBuilder(quoted(section.text("domain").orElse("*")));
    for (String flag : FLAGS) {
      if (section.flag(flag, false)) {
        line.append(',').append(flag);
      }
    }
    for (String key : TEXTS) {
      section.text(key).ifPresent(value -> line.append(',').append(quoted(key + "=" + value)));
    }
    long removed = section.number("path_rem", 0, 0, MAX_PATH);
    line.append(removed > 0 ? ",path_rem=" + removed : "");
    for (String header : section.texts("header")) {
      line.append(',').append(quoted("header=" + header));
    }
    List<String> targets = new ArrayList<>(section.texts("targets"));
    if (targets.isEmpty()) {
      section.refuse("targets", "is missing; list where its requests go: [localhost:8080]");
    }
    for (String idle : List.of("session", "log_level")) {
      if (section.has(idle)) {
        section.warn(idle, "means nothing here; take the line out");
      }
    }
    section.end();
    targets.forEach(target -> line.append(' ').append(target));
    return route(section, line.toString());
  }

  private static GripRoute route(Section section, String line) {
    try {
      return RouteLine.read(line).orElseThrow(section::unusable);
    } catch (IllegalArgumentException wrong) {
      throw new ConfigException(section.where() + ": grip.routes: " + wrong.getMessage());
    }
  }

  /** As a line has what may hold a comma, a blank or a quotation mark. */
  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
