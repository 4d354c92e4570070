package org.zmqwebbridge.blastbeat.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of keys that mean something elsewhere. */
final class IniKeys {
  /** What is on and what is off. */
  static final Map<String, Boolean> FLAGS = new LinkedHashMap<>();

  /** How nodes get heads. */
  static final Map<String, HeadForm> HEADS = new LinkedHashMap<>();

  /** In a section of the server. */
  static final Map<String, String> OF_VHOSTS =
      said(
          "; it belongs to a [blastbeat:HOST]",
          "certificate",
          "key",
          "node",
          "alias",
          "cache",
          "bandwidth",
          "weight",
          "head",
          "socket-io",
          "origin");

  /** In a section of a virtual host. */
  static final Map<String, String> OF_SERVERS =
      said(
          "; it belongs to [blastbeat]",
          "ping-freq",
          "stats-freq",
          "uid",
          "gid",
          "max-hops",
          "writequeue-buffer",
          "memory",
          "max-headers",
          "connections-per-address");

  static {
    HEADS.put("uwsgi", HeadForm.UWSGI);
    HEADS.put("raw", HeadForm.RAW);
    FLAGS.put("1", true);
    FLAGS.put("true", true);
    FLAGS.put("on", true);
    FLAGS.put("0", false);
    FLAGS.put("false", false);
    FLAGS.put("off", false);
    OF_VHOSTS.put(
        "daemon", "; it stays where it was started, so that systemd or a container can tend it");
  }

  private IniKeys() {}

  private static Map<String, String> said(String what, String... keys) {
    Map<String, String> all = new HashMap<>();
    Arrays.stream(keys).forEach(key -> all.put(key, what));
    return all;
  }
}
