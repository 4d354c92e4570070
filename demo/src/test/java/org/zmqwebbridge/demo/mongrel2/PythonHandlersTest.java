package org.zmqwebbridge.demo.mongrel2;

import org.zmqwebbridge.demo.mongrel2.Mongrel2Options.Language;

final class PythonHandlersTest extends Mongrel2DemoCases {
  PythonHandlersTest() {
    super(Language.PYTHON);
  }
}
