package org.zmqwebbridge.door.wire;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Lines of JSON, gathered in one array. */
public final class JsonArray {
  private static final byte[] END = {']', '\n'};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** Adds a value in UTF-8. */
  public void add(byte[] value) {
    bytes.write(bytes.size() == 0 ? '[' : ',');
    bytes.writeBytes(value);
  }

  /** Adds all values of an array that was made so. */
  public void addAll(byte[] array) {
    add(Arrays.copyOfRange(array, 1, array.length - END.length));
  }

  /** The array; at least one value has been added. */
  public byte[] bytes() {
    ByteArrayOutputStream all = new ByteArrayOutputStream(bytes.size() + END.length);
    all.writeBytes(bytes.toByteArray());
    all.writeBytes(END);
    return all.toByteArray();
  }
}
