package org.zmqwebbridge.rpc;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import org.zmqwebbridge.rpc.wire.ConversionException;
import org.zmqwebbridge.rpc.wire.Converter;
import org.zmqwebbridge.rpc.wire.JsonValues;
import org.zmqwebbridge.rpc.wire.MalformedException;

/**
 * One parameter of a function.
 *
 * @param name on the wire
 * @param converter to its Java type
 * @param defaultValue when a call gives none; {@code null} if a call must
 */
record Parameter(String name, Converter converter, JsonElement defaultValue) {

  static Parameter of(java.lang.reflect.Parameter declared) {
    Param annotation = declared.getAnnotation(Param.class);
    String name = annotation == null ? "" : annotation.value();
    if (name.isEmpty() && !declared.isNamePresent()) {
      throw new IllegalArgumentException(
          "a parameter has no name: compile with -parameters, or write @Param(\"name\")");
    }
    Converter converter = Converter.of(declared.getParameterizedType());
    Parameter parameter =
        new Parameter(
            name.isEmpty() ? declared.getName() : name,
            converter,
            defaultValue(annotation, declared.getType()));
    parameter.checkDefault();
    return parameter;
  }

  private static JsonElement defaultValue(Param annotation, Class<?> type) {
    if (annotation == null || annotation.defaultValue().equals(Param.NONE)) {
      return null;
    }
    boolean isText = type == String.class || type == char.class || type.isEnum();
    try {
      return isText
          ? new JsonPrimitive(annotation.defaultValue())
          : JsonValues.parse(annotation.defaultValue());
    } catch (MalformedException notJson) {
      throw new IllegalArgumentException(
          "the default " + annotation.defaultValue() + " is not JSON", notJson);
    }
  }

  private void checkDefault() {
    try {
      if (defaultValue != null) {
        converter.convert(defaultValue);
      }
    } catch (ConversionException wrong) {
      throw new IllegalArgumentException(
          "the default of " + name + " " + wrong.getMessage(), wrong);
    }
  }
}
