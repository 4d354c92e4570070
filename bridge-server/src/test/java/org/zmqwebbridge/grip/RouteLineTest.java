package org.zmqwebbridge.grip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lines of a routes file say, and which route a request has by them. */
class RouteLineTest {
  private static GripRoute read(String line) {
    return RouteLine.read(line).orElseThrow();
  }

  private static String wrong(String line) {
    return assertThrows(IllegalArgumentException.class, () -> RouteLine.read(line)).getMessage();
  }

  @Test
  void blanksAndCommentsSayNothing() {
    for (String line : List.of("", "  \t", "# a.com b:1", "  # x")) {
      assertEquals(Optional.empty(), RouteLine.read(line));
    }
    assertEquals(1, read("a.com b:1 # c:2").targets().size());
  }

  @Test
  void aRouteHasAConditionAndTargets() {
    GripRoute route =
        read(
            "A.com,proto=ws,ssl=yes,path_beg=/x,id=one,prefix=p-,debug,no_grip"
                + " b:1,host=h,over_http,one_event,sub=c1,sub=c2 [::1]:2,weight=3 test"
                + " zhttp/ipc:///x zhttpreq/tcp://*:5");
    assertEquals(
        new RouteCondition("a.com", Optional.of("one"), Optional.of(true), "/x", Optional.of(true)),
        route.condition());
    assertEquals("p-", route.options().prefix());
    assertTrue(route.options().isDebug() && route.options().isPlain());
    Target first = route.targets().get(0);
    assertEquals(Optional.of("h"), first.host());
    assertTrue(first.isOverHttp() && first.isOneEvent());
    assertEquals(List.of("c1", "c2"), first.channels());
    assertEquals(3, route.targets().get(1).weight());
    assertEquals(
        "http://[::1]:2", ((Target.Http) route.targets().get(1).place()).address().toString());
    assertEquals(new Target.Zhttp("ipc:///x", false), route.targets().get(3).place());
    assertEquals(new Target.Zhttp("tcp://*:5", true), route.targets().get(4).place());
  }

  @Test
  void quotesKeepBlanksCommasAndEachOther() {
    GripRoute route = read("*,header=\"X-A:b, \\\"c\\\" \\\\ #d\" b:1");
    assertEquals("b, \"c\" \\ #d", route.options().headers().get(0).value());
  }

  @Test
  void whatIsWrongIsSaid() {
    assertTrue(wrong("a.com").contains("has a target"));
    assertTrue(wrong("a.com,foo b:1").contains("no option foo"));
    assertTrue(wrong("a.com b:1,foo").contains("no option foo"));
    assertTrue(wrong("a.com b").contains("a target is host:port"));
    assertTrue(wrong("a.com b:70000").contains("a target is host:port"));
    assertTrue(wrong("a.com ::1:2").contains("a target is host:port"));
    assertTrue(wrong(",path_beg=/x b:1").contains("has an id"));
    assertTrue(wrong("a.com,proto=ftp b:1").contains("proto is ws or http"));
    assertTrue(wrong("a.com,path_rem=x b:1").contains("path_rem is a number"));
    assertTrue(wrong("a.com,header=x b:1").contains("header is written"));
    assertTrue(wrong("a.com,header=\"x:a\u0001b\" b:1").contains("control character"));
    assertTrue(wrong("a.com,sig_key=file:a\u0000b b:1").contains("control character"));
    assertTrue(wrong("a.com,\"x b:1").contains("not closed"));
    assertTrue(wrong("a.com,aco,jsonp_mode=x b:1").contains("jsonp_mode is"));
  }

  @Test
  void theMostSpecialRouteCounts() {
    RouteTable table =
        new RouteTable(
            List.of(
                read("*,id=any b:1"),
                read("*,id=ws,proto=ws b:1"),
                read("a.com,id=a b:1"),
                read("a.com,id=long,path_beg=/x/y b:1"),
                read("a.com,id=short,path_beg=/x b:1"),
                read("a.com,id=tls,path_beg=/x,ssl=yes b:1"),
                read(",id=only b:1")));
    assertEquals("any", id(table.find("b.com", "/", false, false)));
    assertEquals("ws", id(table.find("b.com", "/", true, false)));
    assertEquals("a", id(table.find("A.com", "/", true, false)));
    assertEquals("long", id(table.find("a.com", "/x/y/z", false, true)));
    assertEquals("short", id(table.find("a.com", "/x/z", false, false)));
    assertEquals("tls", id(table.find("a.com", "/x/z", false, true)));
    assertEquals("only", id(table.find("only")));
    assertEquals(Optional.empty(), table.find("none"));
  }

  private static String id(Optional<GripRoute> route) {
    return route.flatMap(found -> found.condition().id()).orElse("none");
  }
}
