package org.zmqwebbridge.mongrel2.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.zmqwebbridge.mongrel2.routing.HostTable.HostRule;

/** Whose a request is; measured on Mongrel2 1.12.2 where it is not said otherwise. */
class HostTableTest {
  private static String find(String said, String... matching) {
    List<HostRule<String>> rules =
        Arrays.stream(matching).map(name -> new HostRule<>(name, name)).toList();
    return HostTable.of(rules, "default").find(said);
  }

  @Test
  void aNameIsTheEndOfAHosts() {
    String[] hosts = {"localhost", "exact.test"};
    assertEquals("exact.test", find("exact.test", hosts));
    assertEquals("exact.test", find("exact.test:80", hosts));
    assertEquals("exact.test", find("www.exact.test", hosts));
    assertEquals("exact.test", find("xexact.test", hosts));
    assertEquals("exact.test", find("test", hosts));
    assertEquals("exact.test", find("est", hosts));
    assertEquals("default", find("a.test", hosts));
    assertEquals("exact.test", find(".test", hosts));
    assertEquals("localhost", find("t", hosts));
    assertEquals("localhost", find("ocalhost", hosts));
    assertEquals("default", find("exact.test.", hosts));
    assertEquals("default", find("other", hosts));
    assertEquals("default", find("[::1]:80", hosts));
  }

  @Test
  void whoNamesNoneGoesToTheDefault() {
    assertEquals("default", find("", "localhost"));
    assertEquals("default", find(":80", "localhost"));
  }

  @Test
  void theLongestEndWins() {
    String[] hosts = {"example.com", "www.example.com"};
    assertEquals("www.example.com", find("a.www.example.com", hosts));
    assertEquals("example.com", find("m.example.com", hosts));
    assertEquals("example.com", find("com", hosts));
  }

  @Test
  void aPatternMatchesTheWholeName() {
    assertEquals("(.*).example.org", find("www.example.org", "(.*).example.org"));
    assertEquals("(.*).example.org", find(".example.org", "(.*).example.org"));
    assertEquals("default", find("example.org", "(.*).example.org"));
    assertEquals("default", find("axexample.org", "(.*).example.org"));
    assertEquals("default", find("www.example.orgx", "(.*).example.org"));
    assertEquals("default", find("wwwx.example.org", "(www).example.org"));
    assertEquals("x([a-z]+).ex.org", find("xa.ex.org", "x([a-z]+).ex.org"));
    assertEquals("default", find("ya.ex.org", "x([a-z]+).ex.org"));
    assertEquals("default", find("www.ex.org", "(www|ftp).ex.org"));
    assertEquals("default", find("9.long.ex.org", "(.+).ex.org", "([a-z]-).long.ex.org"));
  }

  @Test
  void aPatternWithoutALiteralEndMatchesNothing() {
    assertEquals("default", find("whatever", "(.+)"));
  }

  @Test
  void upperAndLowerCaseAreTheSame() { // theirs: case-sensitive
    assertEquals("Exact.Test", find("EXACT.test", "Exact.Test"));
    assertEquals("([a-z]+).Ex.org", find("WWW.eX.org", "([a-z]+).Ex.org"));
    assertEquals("([A-Z]+).ex.org", find("WWW.ex.org", "([A-Z]+).ex.org"));
  }

  @Test
  void ofOneEndEachPatternIsAsked() { // theirs: the first only
    assertEquals("(.*).ex.org", find("a.ex.org", "(www).ex.org", "(.*).ex.org"));
    assertEquals("(www).ex.org", find("www.ex.org", "(www).ex.org", "(.*).ex.org"));
  }
}
