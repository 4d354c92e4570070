package org.zmqwebbridge.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node of a configuration, and where it was written. */
sealed interface Setting {
  /** For people: {@code zwb.yaml, line 7}, or the name of an environment variable. */
  String where();

  /** A word or number, as text. */
  record Scalar(String text, String where) implements Setting {}

  /** A list. */
  record Sequence(List<Setting> elements, String where) implements Setting {}

  /** Settings by key; mutable while sources are laid over each other. */
  record Mapping(Map<String, Setting> members, String where) implements Setting {
    static Mapping empty(String where) {
      return new Mapping(new LinkedHashMap<>(), where);
    }
  }
}
