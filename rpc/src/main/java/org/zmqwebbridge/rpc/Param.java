package org.zmqwebbridge.rpc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names a parameter on the wire, and says what it is when a call leaves it out. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Param {

  /** The parameter's name; its own name if empty, which needs {@code javac -parameters}. */
  String value() default "";

  /**
   * The value when a call gives none. For a {@code String} or an enum the text itself, for every
   * other type JSON: {@code "42"}, {@code "[]"}, {@code "null"}. Without it the argument must be
   * given.
   */
  String defaultValue() default NONE;

  /** Stands for no default; no text that anyone would write. */
  String NONE = "\u0000none";
}
