package org.zmqwebbridge.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.relay.LocationSpec.Kind;

/** Which path leads where, and to which channel. */
class LocationPathTest {
  @Test
  void aPatternMatchesWholePathsAndItsFirstGroupIsTheId() {
    LocationPath path = LocationPath.url("/chat/([a-z]+)/(?:in|out)");
    assertEquals(Optional.of("room"), path.id("/chat/room/in"));
    assertEquals(Optional.of("room"), path.id("/chat/%72oom/out"));
    assertFalse(path.matches("/chat/room/in/"));
    assertFalse(path.matches("/x/chat/room/in"));
    assertEquals(Optional.empty(), path.id("/chat/ROOM/in"));
  }

  @Test
  void aPatternWithoutAGroupIsOneChannel() {
    LocationPath path = LocationPath.url("/news|/neues");
    assertEquals(Optional.of("/news"), path.id("/news"));
    assertEquals(Optional.of("/neues"), path.id("/neues"));
  }

  @Test
  void aGroupThatTakesNoPartNamesNone() {
    LocationPath path = LocationPath.url("/a(?:/(.*))?");
    assertTrue(path.matches("/a"));
    assertEquals(Optional.empty(), path.id("/a"));
    assertEquals(Optional.empty(), path.id("/a/"));
    assertEquals(Optional.of("b"), path.id("/a/b"));
  }

  @Test
  void whatCannotBeDecodedIsTakenAsItIs() {
    LocationPath path = LocationPath.prefix("/pub/");
    assertEquals(Optional.of("%ff"), path.id("/pub/%ff"));
    assertEquals(Optional.of("%4"), path.id("/pub/%4"));
    assertEquals(Optional.of("%zz"), path.id("/pub/%zz"));
    assertEquals(Optional.of("%41"), path.id("/pub/%2541"));
  }

  @Test
  void twoThatSayTheSameAreEqual() {
    assertEquals(LocationPath.prefix("/a/"), LocationPath.prefix("/a/"));
    assertEquals(LocationPath.url("/a/(.+)"), LocationPath.url("/a/(.+)"));
    assertNotEquals(LocationPath.url("/a/"), LocationPath.prefix("/a/"));
    assertEquals(LocationPath.prefix("/a/").hashCode(), LocationPath.prefix("/a/").hashCode());
  }

  @Test
  void ofTwoLocationsTheFirstIsFound() {
    LocationSpec first = LocationSpec.of(Kind.PUBLISHER, LocationPath.prefix("/a/b/"));
    LocationSpec second = LocationSpec.of(Kind.SUBSCRIBER, LocationPath.prefix("/a/"));
    RelayConfig config =
        new RelayConfig(List.of(first, second), Map.of(RelayConfig.DEFAULT_STORE, () -> null));
    assertEquals(Optional.of(first), config.find("/a/b/c"));
    assertEquals(Optional.of(second), config.find("/a/c"));
    assertEquals(Optional.empty(), config.find("/b"));
  }
}
