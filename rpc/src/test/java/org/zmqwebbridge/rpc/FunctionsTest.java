package org.zmqwebbridge.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Which methods can be called, and which classes do not start. */
@SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"}) // they are found by reflection
class FunctionsTest {

  private static void assertUnfit(RpcServer service, String because) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> service.start("tcp://127.0.0.1:*"));
    assertTrue(refused.getMessage().contains(because), refused.getMessage());
  }

  private static String codeOf(RpcServer service, String name) {
    Functions functions = Functions.of(service);
    return assertThrows(RpcException.class, () -> functions.find(name)).code();
  }

  static class Parent extends RpcServer {
    @RpcMethod
    String inherited() {
      return "parent";
    }
  }

  @Test
  void onlyWhatTheClassItselfExposesIsReachable() {
    class Child extends Parent {
      @RpcMethod
      String own() {
        return "child";
      }

      public String plain() {
        return "plain";
      }
    }
    Functions functions = Functions.of(new Child());
    assertEquals("own", functions.find("own").name());
    for (String name : List.of("inherited", "plain", "getClass", "start", "limits", "hashCode")) {
      assertEquals("unknown_function", codeOf(new Child(), name));
    }
  }

  @Test
  void methodsAreExposedByNameToo() {
    class ByName extends RpcServer {
      @Override
      protected Collection<String> exposedMethods() {
        return Set.of("plain");
      }

      public String plain() {
        return "plain";
      }
    }
    assertEquals("plain", Functions.of(new ByName()).find("plain").name());
  }

  @Test
  void aNameThatTheClassDoesNotDeclareCannotBeExposed() {
    class ByName extends Parent {
      @Override
      protected Collection<String> exposedMethods() {
        return Set.of("inherited", "getClass");
      }
    }
    assertUnfit(new ByName(), "declares no method");
  }

  @Test
  void aGenericParentsBridgeMethodIsNoSecondFunction() {
    abstract class Generic extends RpcServer implements Callable<String> {}
    class Concrete extends Generic {
      @Override
      @RpcMethod
      public String call() {
        return "one";
      }
    }
    assertEquals("call", Functions.of(new Concrete()).find("call").name());
  }

  @Test
  void authorizedFunctionsNarrow() {
    class Narrow extends RpcServer {
      @Override
      protected Collection<String> authorizedFunctions() {
        return Set.of("one");
      }

      @RpcMethod
      int one() {
        return 1;
      }

      @RpcMethod
      int two() {
        return 2;
      }
    }
    assertEquals("one", Functions.of(new Narrow()).find("one").name());
    assertEquals("not_allowed", codeOf(new Narrow(), "two"));
  }

  @Test
  void anAuthorizedNameWithoutAFunctionStopsTheStart() {
    class Typo extends Parent {
      @Override
      protected Collection<String> authorizedFunctions() {
        return Set.of("oen");
      }

      @RpcMethod
      int one() {
        return 1;
      }
    }
    assertUnfit(new Typo(), "oen");
  }

  @Test
  void aClassWithoutFunctionsDoesNotStart() {
    assertUnfit(new RpcServer() {}, "exposes no function");
    assertUnfit(new Parent() {}, "exposes no function");
  }

  @Test
  void guardsAreFoundInEverySpelling() {
    class Spellings extends RpcServer {
      @RpcMethod("add_user")
      int addUser() {
        return 1;
      }

      boolean can_add_user() {
        return true;
      }

      @RpcMethod
      int plainName() {
        return 1;
      }

      boolean canPlainName() {
        return true;
      }

      @RpcMethod("other")
      int javaName() {
        return 1;
      }

      private boolean canOther() {
        return true;
      }
    }
    Functions functions = Functions.of(new Spellings());
    for (String name : List.of("add_user", "plainName", "other")) {
      assertTrue(functions.find(name).guard().isPresent(), name);
    }
  }

  static class GuardedParent extends RpcServer {
    boolean canOne() {
      return false;
    }
  }

  @Test
  void anInheritedGuardGuards() {
    class Child extends GuardedParent {
      @RpcMethod
      int one() {
        return 1;
      }
    }
    assertTrue(Functions.of(new Child()).find("one").guard().isPresent());
  }

  private interface Careful {
    default boolean canOne() {
      return false;
    }
  }

  @Test
  void aGuardOfAnInterfaceGuards() {
    class Child extends RpcServer implements Careful {
      @RpcMethod
      int one() {
        return 1;
      }
    }
    assertTrue(Functions.of(new Child()).find("one").guard().isPresent());
  }

  private interface CarefulOne extends Careful {
    int one();
  }

  @Test
  void aGuardThatTheInterfaceInheritsGuards() {
    class One implements CarefulOne {
      @Override
      public int one() {
        return 1;
      }
    }
    RpcServer server = PlainRpcServer.of(new One(), CarefulOne.class, One.class);
    Function one = Functions.of(server).find("one");
    assertThrows(RpcException.class, () -> one.checkGuard(new Object[0]));
  }

  @Test
  void aGuardThatNamesNoFunctionStopsTheStart() {
    class Stray extends RpcServer {
      @RpcMethod
      int one() {
        return 1;
      }

      boolean canOen() {
        return false;
      }
    }
    assertUnfit(new Stray(), "canOen");
  }

  @Test
  void aGuardWithOtherParametersStopsTheStart() {
    class Other extends RpcServer {
      @RpcMethod
      int one(String first) {
        return first.length();
      }

      boolean canOne(int first) {
        return first > 0;
      }
    }
    assertUnfit(new Other(), "other parameters");
  }

  @Test
  void twoGuardsOfOneFunctionStopTheStart() {
    class Two extends RpcServer {
      @RpcMethod
      int one() {
        return 1;
      }

      boolean canOne() {
        return true;
      }

      boolean can_one() {
        return false;
      }
    }
    assertUnfit(new Two(), "more than one guard");
  }

  @Test
  void aGuardThatReturnsNoBooleanStopsTheStart() {
    class Odd extends RpcServer {
      @RpcMethod
      int one() {
        return 1;
      }

      String canOne() {
        return "no";
      }
    }
    assertUnfit(new Odd(), "returns no boolean");
  }

  @Test
  void aGuardIsNoFunction() {
    class Exposed extends RpcServer {
      @RpcMethod
      boolean canOne() {
        return true;
      }
    }
    assertUnfit(new Exposed(), "for guards");
  }

  @Test
  void privateAndStaticMethodsCannotBeExposed() {
    class Private extends RpcServer {
      @RpcMethod
      private int one() {
        return 1;
      }
    }
    assertUnfit(new Private(), "private or static");
    assertUnfit(new WithStatic(), "private or static");
  }

  static class WithStatic extends RpcServer {
    @RpcMethod
    static int one() {
      return 1;
    }
  }

  @Test
  void twoFunctionsOfOneNameStopTheStart() {
    class Overloaded extends RpcServer {
      @RpcMethod
      int one() {
        return 1;
      }

      @RpcMethod
      int one(int first) {
        return first;
      }
    }
    assertUnfit(new Overloaded(), "two functions");
  }

  @Test
  void aParameterThatJsonCannotFillStopsTheStart() {
    class Threads extends RpcServer {
      @RpcMethod
      int one(Thread first) {
        return first.getPriority();
      }
    }
    assertUnfit(new Threads(), "java.lang.Thread cannot be read from JSON");
  }

  @Test
  void aDefaultThatDoesNotFitItsParameterStopsTheStart() {
    class Wrong extends RpcServer {
      @RpcMethod
      int one(@Param(defaultValue = "1.5") int first) {
        return first;
      }
    }
    assertUnfit(new Wrong(), "default of first");
  }

  @Test
  void twoParametersOfOneNameStopTheStart() {
    class Twice extends RpcServer {
      @RpcMethod
      int one(@Param("x") int first, @Param("x") int second) {
        return first + second;
      }
    }
    assertUnfit(new Twice(), "two parameters");
  }

  @Test
  void variableArgumentsCannotBeExposed() {
    class Variable extends RpcServer {
      @RpcMethod
      int one(int... all) {
        return all.length;
      }
    }
    assertUnfit(new Variable(), "take a List");
  }

  interface Sums {
    long sum(long a, long b);

    boolean canSum(long a, long b);
  }

  static class Adder implements Sums {
    @Override
    public long sum(long a, long b) {
      return a + b;
    }

    @Override
    public boolean canSum(long a, long b) {
      return a < b;
    }

    @RpcMethod
    public String other() {
      return "other";
    }

    public String start() {
      return "no name is taken here";
    }
  }

  @Test
  void ofAPlainObjectTheAnnotatedMethodsAreReachableAndNoOthers() {
    RpcServer server =
        PlainRpcServer.of(
            new Object() {
              @RpcMethod
              String start() {
                return "no name is taken here";
              }

              public String plain() {
                return "plain";
              }
            });
    assertEquals("start", Functions.of(server).find("start").name());
    for (String name : List.of("plain", "getClass", "hashCode", "toString", "limits")) {
      assertEquals("unknown_function", codeOf(server, name));
    }
  }

  @Test
  void ofAnInterfaceAllMethodsAreReachableAndNothingElseIs() throws Throwable {
    RpcServer server = PlainRpcServer.of(new Adder(), Sums.class, Adder.class);
    Function sum = Functions.of(server).find("sum");
    assertEquals(7L, sum.invoke(new Object[] {3L, 4L}));
    sum.checkGuard(new Object[] {3L, 4L});
    assertThrows(RpcException.class, () -> sum.checkGuard(new Object[] {4L, 3L}));
    for (String name : List.of("other", "start", "canSum", "hashCode")) {
      assertEquals("unknown_function", codeOf(server, name));
    }
  }

  @Test
  void aGuardBesideTheInterfaceWouldNotBeAsked() {
    class Guarded extends Adder {
      boolean canOther() {
        return false;
      }
    }
    assertUnfit(
        PlainRpcServer.of(new Guarded(), Sums.class, Guarded.class), "does not declare the guard");
  }

  @Test
  void whatIsNoInterfaceOfTheObjectNamesNothing() {
    Adder adder = new Adder();
    assertThrows(
        IllegalArgumentException.class,
        () -> PlainRpcServer.of(adder, Runnable.class, Adder.class));
    assertThrows(
        IllegalArgumentException.class, () -> PlainRpcServer.of(adder, Adder.class, Adder.class));
  }
}
