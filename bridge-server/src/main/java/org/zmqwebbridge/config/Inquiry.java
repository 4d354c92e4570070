package org.zmqwebbridge.config;

import java.util.List;

/**
 * Hears what a reader asks a configuration for: which is all that a configuration can say. The JSON
 * Schema is made from it.
 *
 * <p>Owner thread: the reader's.
 */
public interface Inquiry {
  /** Hears nothing. */
  Inquiry NONE = (path, shape, required) -> {};

  /** Stands in a path for the number of an element, where a list has sections. */
  String ELEMENT = "N";

  /** What a setting may be. */
  sealed interface Shape {
    /** It may be there; more is asked if it is. */
    record Any() implements Shape {}

    /** Settings below it, with known keys. */
    record Mapping() implements Shape {}

    /** Settings below it, whose keys are names that somebody chose. */
    record Names() implements Shape {}

    /** One word, number or text. */
    record Text() implements Shape {}

    /** True or false. */
    record Flag(boolean absent) implements Shape {}

    /** A whole number. */
    record WholeNumber(long absent, long least, long most) implements Shape {}

    /** One of some words. */
    record Choice(List<String> words) implements Shape {
      public Choice {
        words = List.copyOf(words);
      }
    }

    /** A list of texts. */
    record Texts() implements Shape {}

    /** A list of sections, each with known keys. */
    record Sections() implements Shape {}
  }

  /**
   * Somebody asks for a setting.
   *
   * @param path its keys, with dots between; the name of whatever has {@link Shape.Names} is as
   *     written
   * @param shape what it may be; of one setting there may be several
   * @param required whether it must be there where its section is
   */
  void asked(String path, Shape shape, boolean required);
}
