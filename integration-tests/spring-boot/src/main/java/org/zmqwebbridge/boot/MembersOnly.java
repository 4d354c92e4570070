package org.zmqwebbridge.boot;

import org.springframework.stereotype.Component;
import org.zmqwebbridge.auth.Authorizer;
import org.zmqwebbridge.auth.Decision;
import org.zmqwebbridge.auth.ZmqRequest;

/** A hook that is a bean, so that it may ask other beans. */
@Component
public class MembersOnly extends Authorizer {
  private final Members members;

  MembersOnly(Members members) {
    this.members = members;
  }

  @Override
  public Decision zmqAllowed(ZmqRequest request) {
    return Decision.allowIf(members.contains(request.text("username")), "members only");
  }
}
