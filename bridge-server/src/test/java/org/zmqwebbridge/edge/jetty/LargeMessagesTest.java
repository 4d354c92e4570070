package org.zmqwebbridge.edge.jetty;

import static org.zmqwebbridge.kit.Frames.BINARY;
import static org.zmqwebbridge.kit.Frames.FIN;
import static org.zmqwebbridge.kit.Frames.TEXT;
import static org.zmqwebbridge.kit.Frames.fragments;
import static org.zmqwebbridge.kit.Frames.masked;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.zmqwebbridge.edge.EdgeLimits;

/** Autobahn's group 9: messages up to 16 MiB, with the limits raised. */
class LargeMessagesTest {
  private static final EdgeLimits RAISED =
      TestEdge.limits(
          TestEdge.PATIENT.connection().withMaxMessageBytes(16 << 20).withMaxFragments(1 << 20));

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) ('!' + (i * 31 + (i >>> 8)) % 90);
    }
    return payload;
  }

  private static Way whole(boolean tls) {
    return tls ? Way.TLS_WHOLE : Way.CLEAR_WHOLE;
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("9.1.1–9.1.6: text of 64 KiB to 16 MiB comes back")
  void largeTextComesBack(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, RAISED);
        RawClient client = RawClient.open(edge, whole(tls), 0)) {
      for (int kibibytes : new int[] {64, 256, 1024, 4096, 8192, 16_384}) {
        byte[] payload = payload(kibibytes << 10);
        client.write(masked(FIN | TEXT, payload)).expectText(payload);
      }
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("9.2.1–9.2.6: binary of 64 KiB to 16 MiB comes back")
  void largeBinaryArrivesWhole(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, RAISED);
        RawClient client = RawClient.open(edge, whole(tls), 0)) {
      for (int kibibytes : new int[] {64, 256, 1024, 4096, 8192, 16_384}) {
        byte[] payload = payload(kibibytes << 10);
        client.write(masked(FIN | BINARY, payload)).expectBinary(payload);
      }
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("9.3.1–9.3.9, 9.4: 4 MiB in fragments of 64 bytes to 4 MiB")
  void largeFragmentedTextComesBack(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, RAISED);
        RawClient client = RawClient.open(edge, whole(tls), 0)) {
      byte[] payload = payload(4 << 20);
      for (int fragment : new int[] {64, 256, 1 << 10, 4 << 10, 64 << 10, 1 << 20, 4 << 20}) {
        client.write(fragments(TEXT, payload, fragment)).expectText(payload);
      }
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("9.5.1–9.5.6, 9.6: 1 MiB written in pieces of 64 bytes to 64 KiB")
  void largeTextInSmallPiecesComesBack(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, RAISED);
        RawClient client = RawClient.open(edge, whole(tls), 0)) {
      byte[] payload = payload(1 << 20);
      byte[] frame = masked(FIN | TEXT, payload);
      for (int piece : new int[] {tls ? 512 : 64, 1024, 2048, 65_536}) {
        for (int at = 0; at < frame.length; at += piece) {
          client.write(Arrays.copyOfRange(frame, at, Math.min(frame.length, at + piece)));
        }
        client.expectText(payload);
      }
    }
  }

  @ParameterizedTest(name = "tls={0}")
  @ValueSource(booleans = {false, true})
  @DisplayName("9.7.1–9.7.6, 9.8: a thousand round trips, each size")
  void aThousandRoundTrips(boolean tls) {
    try (TestEdge edge = new TestEdge(tls, RAISED);
        RawClient client = RawClient.open(edge, whole(tls), 0)) {
      for (int i = 0; i < 1000; i++) {
        byte[] payload = payload(new int[] {0, 16, 64, 256, 1024, 4096}[i % 6]);
        client.write(masked(FIN | TEXT, payload)).expectText(payload);
      }
    }
  }
}
