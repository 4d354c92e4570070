package org.zmqwebbridge.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A node of a configuration, and where it was written. */
sealed interface Setting {
  /** For people: {@code zwb.yaml, line 7}, the line of its key; or the name of a variable. */
  String where();

  /** All values below it, itself included if it is one. */
  default Stream<Setting> leaves() {
    return Stream.of(this);
  }

  /** A word or number, as text. */
  record Scalar(String text, String where) implements Setting {}

  /** A list. */
  record Sequence(List<Setting> elements, String where) implements Setting {}

  /** Settings by key; mutable while sources are laid over each other. */
  record Mapping(Map<String, Setting> members, String where) implements Setting {
    static Mapping empty(String where) {
      return new Mapping(new LinkedHashMap<>(), where);
    }

    @Override
    public Stream<Setting> leaves() {
      return members.isEmpty()
          ? Stream.of(this)
          : members.values().stream().flatMap(Setting::leaves);
    }
  }
}
