package org.zmqwebbridge.mongrel2.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which of several routes a path leads to; all but the reversed ones measured on Mongrel2 1.12.2.
 */
class RouteTreeTest {
  private static String find(String path, String... patterns) {
    RouteTree.Builder<String> routes = new RouteTree.Builder<>();
    for (String pattern : patterns) {
      routes.add(pattern, pattern);
    }
    return routes.build().find(path).map(Route::target).orElse("404");
  }

  @ParameterizedTest
  @CsvSource({
    "/users/1234/testing, /users/([0-9]+)",
    "/users, /users",
    "/users/people/1234, /users/people/([0-9]+)$",
    "/cars-fast/cadillac, /cars-fast/([a-z]-)$",
    "/users/1234, /users/([0-9]+)",
    "/, /",
    "/usersBLAHAHAHAHA, /users",
    "/us, /users",
    "/users/, 404",
    "/users/x, 404",
    "/users/people, 404",
    "/users/people/x, 404",
    "/users/people/12/, 404",
    "/cars, 404",
    "/z, /",
    "//, /"
  })
  void theManualsExample(String path, String route) {
    assertEquals(
        route,
        find(
            path,
            "/",
            "/users/([0-9]+)",
            "/users",
            "/users/people/([0-9]+)$",
            "/cars-fast/([a-z]-)$"));
  }

  @ParameterizedTest
  @CsvSource({
    "/images/hello.jpg, /images/(.*.jpg)",
    "/users/johndoe/1234, /users",
    "/us, /users",
    "/XRAY, 404",
    "/images/hello.png, 404"
  })
  void theManualsExplanation(String path, String route) {
    assertEquals(route, find(path, "/images/(.*.jpg)", "/users"));
  }

  @Test
  void theRootLeadsNowhereWithoutARouteOfItsOwn() {
    assertEquals("404", find("/", "/h"));
    assertEquals("404", find("/", "/x/y", "/x/a"));
    assertEquals("/", find("/", "/h", "/"));
    assertEquals("/()$", find("/", "/()$"));
  }

  @Test
  void ofOneBeginningTheFirstThatMatchesIsTaken() {
    assertEquals("/x/(a)", find("/x/a", "/x/(a)", "/x/(b)"));
    assertEquals("/x/(b)", find("/x/b", "/x/(a)", "/x/(b)"));
    assertEquals("404", find("/x/c", "/x/(a)", "/x/(b)"));
    assertEquals("/x/(a.)", find("/x/ab", "/x/(a.)", "/x/(a)"));
    assertEquals("/x/(a)", find("/x/ab", "/x/(a)", "/x/(a.)"));
    assertEquals("/x/(a)", find("/x/a", "/x/(a)", "/x/"));
    assertEquals("/x/", find("/x/b", "/x/(a)", "/x/"));
    assertEquals("/x/", find("/x/a", "/x/", "/x/(a)"));
  }

  @Test
  void aPathThatEndsEarlyLeadsToTheFirstThatWasPut() {
    assertEquals("/users", find("/us", "/users", "/usage"));
    assertEquals("/usage", find("/us", "/usage", "/users"));
    assertEquals("/usage", find("/us", "/usage", "/users", "/usb"));
    assertEquals("/x/y", find("/x/", "/x/y", "/x/a", "/x/z"));
    assertEquals("404", find("/usc", "/usage", "/users", "/usb"));
    assertEquals("404", find("/x", "/x/(a)", "/x/"));
    assertEquals("/x/", find("/x", "/x/", "/x/(a)"));
    assertEquals("/abc", find("/ab", "/a", "/abc", "/abcd/"));
    assertEquals("/a", find("/abd", "/a", "/abc", "/abcd/"));
    assertEquals("/abc", find("/abcde", "/a", "/abc", "/abcd/"));
  }

  @Test
  void aPatternWithoutABeginningLeadsNowhere() {
    assertEquals("404", find("/ax", "(.*)x", "/y"));
    assertEquals("/y", find("/yx", "(.*)x", "/y"));
  }

  @Test
  void messagesOfSocketsHaveRoutesToo() {
    assertEquals("@chat", find("@chat/sub", "/", "@chat", "<chat"));
    assertEquals("<chat", find("<chat", "/", "@chat", "<chat"));
    assertEquals("404", find("@other", "/", "@chat"));
  }

  @Test
  void aRouteSaysWhatItIs() {
    Route<Integer> route =
        new RouteTree.Builder<Integer>().add("/a/(.*)", 7).build().find("/a/b").orElseThrow();
    assertEquals(new Route<>("/a/(.*)", "/a/", false, 7), route);
  }

  @Test
  void reversedRoutesGoByTheEndAndComeFirst() {
    RouteTree<String> routes =
        new RouteTree.Builder<String>()
            .add("/", "all")
            .add("/api/", "api")
            .addReversed(".jpg", "pictures")
            .addReversed("(/small/.*).jpg", "never") // a plain one with the same end comes first
            .addReversed("/big/([a-z]+).big.jpg", "big")
            .build();
    assertEquals("pictures", routes.find("/api/a.jpg").orElseThrow().target());
    assertEquals("big", routes.find("/big/a.big.jpg").orElseThrow().target());
    assertEquals("api", routes.find("/api/9.big.jpg").orElseThrow().target());
    assertEquals("api", routes.find("/api/jpg").orElseThrow().target());
    assertEquals("all", routes.find("/pg").orElseThrow().target());
    assertEquals(
        new Route<>("/big/([a-z]+).big.jpg", ".big.jpg", true, "big"),
        routes.find("/big/a.big.jpg").orElseThrow());
  }

  @Test
  void aPatternThatMeansNothingIsRefused() {
    assertThrows(
        MalformedPatternException.class, () -> new RouteTree.Builder<String>().add("/(a\\", ""));
  }
}
