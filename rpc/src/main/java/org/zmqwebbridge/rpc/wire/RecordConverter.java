package org.zmqwebbridge.rpc.wire;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a record from an object that has all of its components and nothing else; only an {@code
 * Optional} component may be missing.
 *
 * <p>Owner thread: any, once resolved. Lifetime: as its factory's result.
 */
final class RecordConverter implements Converter {
  private final Constructor<?> constructor;
  private final List<RecordComponent> components;
  private Converter[] converters = {};

  RecordConverter(Class<?> type) {
    components = List.of(type.getRecordComponents());
    Class<?>[] types =
        components.stream().map(RecordComponent::getType).toArray(n -> new Class<?>[n]);
    try {
      constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalArgumentException(type + " has no canonical constructor", impossible);
    }
  }

  void resolve(ConverterFactory factory) {
    converters =
        components.stream().map(c -> factory.of(c.getGenericType())).toArray(Converter[]::new);
  }

  @Override
  public Object convert(JsonElement value) {
    if (!value.isJsonObject()) {
      throw new ConversionException(
          "must be an object with " + names() + ", not " + Quote.of(value));
    }
    JsonObject object = value.getAsJsonObject();
    Object[] values = new Object[converters.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = component(i, object);
    }
    object.keySet().stream()
        .filter(name -> components.stream().noneMatch(c -> c.getName().equals(name)))
        .findFirst()
        .ifPresent(
            name -> {
              throw new ConversionException("has an unknown member " + Quote.of(name));
            });
    return construct(values);
  }

  private String names() {
    return components.stream()
        .map(RecordComponent::getName)
        .reduce((a, b) -> a + ", " + b)
        .orElse("no members");
  }

  private Object component(int index, JsonObject object) {
    RecordComponent component = components.get(index);
    JsonElement value = object.get(component.getName());
    if (value == null && component.getType() == Optional.class) {
      value = JsonNull.INSTANCE;
    } else if (value == null) {
      throw new ConversionException("is missing").inside("." + component.getName());
    }
    try {
      return converters[index].convert(value);
    } catch (ConversionException wrong) {
      throw wrong.inside("." + component.getName());
    }
  }

  private Object construct(Object[] values) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new ConversionException(
          "was refused by " + constructor.getDeclaringClass().getSimpleName());
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(
          "cannot make a record with " + Arrays.toString(values), impossible);
    }
  }
}
