package com.example.accounts;

import java.util.Set;
import org.springframework.stereotype.Component;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;

/** Who may open what. It is a bean, so that it may ask other beans: a database, a session store. */
@Component
public class MembersOnly extends Authorizer {
  private static final Set<String> MEMBERS = Set.of("hugo");

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    String name = request.text("username");
    return Decision.allowIf(name != null && MEMBERS.contains(name), "members only");
  }
}
