package org.zmqwebbridge.mongrel2.config;

import java.util.List;

/** A value as a configuration file has it. Immutable. */
sealed interface ConfValue {
  /** Where it begins. */
  int line();

  /** What kind of value it is, for people. */
  String kind();

  /** A string. */
  record Text(String text, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /** A whole number, with its digits as they were written. */
  record Digits(String digits, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /** Values in brackets. */
  record Many(List<ConfValue> values, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** Keys with their values, in braces. */
  record Keyed(List<Entry> entries, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a map in { }";
    }
  }

  /** One key with its value, or one named argument. */
  record Entry(String key, ConfValue value, int line) {}

  /** A thing of a class, with named arguments. */
  record Made(String className, List<Entry> arguments, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a " + className;
    }
  }

  /** The name of a value that is defined elsewhere. */
  record Named(String name, int line) implements ConfValue {
    @Override
    public String kind() {
      return "a name";
    }
  }
}
