package org.zmqwebbridge.demo.mongrel2;

import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;

final class JavaHandlersTest extends Mongrel2DemoCases {
  JavaHandlersTest() {
    super(Language.JAVA);
  }
}
