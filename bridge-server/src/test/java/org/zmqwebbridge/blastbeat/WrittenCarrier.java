package org.zmqwebbridge.blastbeat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.zmqwebbridge.http1.AnswerHead;

/**
 * A client that writes down what it gets.
 *
 * <p>Owner thread: the test's, or its loop's.
 */
final class WrittenCarrier implements Carrier {
  private final StringBuilder written = new StringBuilder();

  /** All of it: bytes as they are, everything else in brackets. */
  String written() {
    return written.toString();
  }

  private void add(byte[] bytes) {
    written.append(new String(bytes, ISO_8859_1));
  }

  @Override
  public void welcomeBody() {
    written.append("[welcome]");
  }

  @Override
  public void head(byte[] raw, AnswerHead head) {
    written.append('[').append(head.status()).append(']');
  }

  @Override
  public void bytes(byte[] bytes) {
    add(bytes);
  }

  @Override
  public void chunk(byte[] bytes) {
    written.append("[chunk ");
    add(bytes);
    written.append(']');
  }

  @Override
  public void answered() {
    written.append("[answered]");
  }

  @Override
  public void flush() {
    // nothing waits
  }

  @Override
  public void end() {
    written.append("[end]");
  }

  @Override
  public void abort() {
    written.append("[abort]");
  }

  @Override
  public void refuse(Refusal refusal) {
    written.append("[refused ").append(refusal.status()).append(']');
  }

  @Override
  public void open(String accept) {
    written.append("[open]");
  }

  @Override
  public void pause() {
    written.append("[pause]");
  }

  @Override
  public void resume() {
    written.append("[resume]");
  }
}
