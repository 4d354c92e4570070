package org.zmqwebbridge.grip;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.zmqwebbridge.edge.HeaderField;

/** What a routes file says of which requests a route is for, and of what is done with them. */
final class ConditionWords {
  private static final List<String> KNOWN =
      List.of(
          "proto",
          "ssl",
          "path_beg",
          "id",
          "sig_iss",
          "sig_key",
          "prefix",
          "as_host",
          "path_rem",
          "replace_beg",
          "debug",
          "aco",
          "header",
          "no_grip",
          "orig_headers",
          "jsonp_mode",
          "jsonp_cb",
          "jsonp_body",
          "jsonp_defcb",
          "jsonp_defmethod",
          "session",
          "sockjs",
          "sockjs_as_path",
          "log_level");

  /** Those that are taken and mean nothing: of a session server, and of logs for each route. */
  static final List<String> IDLE = List.of("session", "log_level");

  private ConditionWords() {}

  static GripRoute read(OptionWords said, List<Target> targets) {
    said.allow(KNOWN);
    if (said.word().isEmpty() && said.value("id").isEmpty()) {
      throw new IllegalArgumentException("a route without a domain has an id; for all, write *");
    }
    RouteCondition condition =
        new RouteCondition(
            said.word(),
            said.value("id"),
            choice(said, "proto", "ws", "http"),
            said.value("path_beg").orElse(""),
            choice(said, "ssl", "yes", "no"));
    return new GripRoute(condition, options(said), targets);
  }

  private static Optional<Boolean> choice(OptionWords said, String name, String yes, String no) {
    Optional<String> word = said.value(name);
    if (word.isPresent() && !word.get().equals(yes) && !word.get().equals(no)) {
      throw new IllegalArgumentException(name + " is " + yes + " or " + no + ", not " + word.get());
    }
    return word.map(yes::equals);
  }

  private static RouteOptions options(OptionWords said) {
    return new RouteOptions(
        said.value("prefix").orElse(""),
        said.value("as_host"),
        said.number("path_rem", 0),
        said.value("replace_beg"),
        headers(said),
        said.has("debug"),
        said.has("no_grip"),
        said.has("aco"),
        said.has("orig_headers"),
        said.has("aco") ? Optional.of(jsonP(said)) : Optional.empty(),
        said.value("sockjs")
            .map(path -> new RouteOptions.Sockjs(path, said.value("sockjs_as_path"))),
        said.value("sig_key")
            .map(key -> new RouteOptions.Signature(said.value("sig_iss").orElse("pushpin"), key)));
  }

  private static JsonP jsonP(OptionWords said) {
    return new JsonP(
        choice(said, "jsonp_mode", "extended", "basic").orElse(true),
        said.value("jsonp_cb").orElse(JsonP.STANDARD.callbackParameter()),
        said.value("jsonp_body"),
        said.value("jsonp_defcb"),
        said.value("jsonp_defmethod").orElse(JsonP.STANDARD.standardMethod()));
  }

  private static List<HeaderField> headers(OptionWords said) {
    List<HeaderField> headers = new ArrayList<>();
    for (String one : said.values("header")) {
      int colon = one.indexOf(':');
      if (colon <= 0) {
        throw new IllegalArgumentException("header is written header=name:value, not " + one);
      }
      headers.add(new HeaderField(one.substring(0, colon).trim(), one.substring(colon + 1).trim()));
    }
    return headers;
  }
}
