package org.zmqwebbridge.mongrel2.config;

import java.util.Map;

/**
 * One row of a database; a column that is not there, or empty, is its default. Immutable.
 *
 * @param columns by name, as text
 */
record SqliteRow(Map<String, String> columns) {
  String text(String column, String byDefault) {
    String value = columns.get(column);
    return value == null ? byDefault : value;
  }

  int number(String column, int byDefault) {
    String value = columns.get(column);
    return value == null || value.isEmpty() ? byDefault : Checks.number(value, column);
  }

  /** Flags are numbers, and words where Python has written them. */
  boolean flag(String column) {
    String value = text(column, "0");
    return !value.isEmpty() && !value.equals("0") && !value.equalsIgnoreCase("false");
  }
}
