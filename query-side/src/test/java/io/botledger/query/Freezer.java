package io.botledger.query;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections through which a process can be stopped, as {@code SIGSTOP} would, before a statement;
 * and through which a statement can be made another one.
 */
final class Freezer {
  private final Predicate<String> where;
  private final UnaryOperator<String> rewriting;
  private final CountDownLatch frozen = new CountDownLatch(1);
  private final CountDownLatch thawed = new CountDownLatch(1);
  private volatile boolean armed;

  /**
   * @param where the statements before which the process is frozen, once it is armed
   * @param rewriting what is made of statements
   */
  Freezer(Predicate<String> where, UnaryOperator<String> rewriting) {
    this.where = where;
    this.rewriting = rewriting;
  }

  /** From now on it waits for its statement. */
  void arm() {
    armed = true;
  }

  void awaitFrozen() throws InterruptedException {
    if (!frozen.await(30, TimeUnit.SECONDS)) {
      throw new AssertionError("It was never frozen.");
    }
  }

  void thaw() {
    armed = false;
    thawed.countDown();
  }

  DataSource around(DataSource dataSource) {
    return proxy(DataSource.class, dataSource);
  }

  private void pass(String method, @Nullable Object @Nullable [] arguments)
      throws InterruptedException {
    if (method.equals("prepareStatement") && arguments != null && armed) {
      if (where.test((String) arguments[0])) {
        frozen.countDown();
      }
    }
    if (frozen.getCount() == 0) {
      thawed.await();
    }
  }

  private <T> T proxy(Class<T> type, T target) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              pass(method.getName(), arguments);
              if (method.getName().equals("prepareStatement")) {
                arguments[0] = rewriting.apply((String) arguments[0]);
              }
              try {
                Object result = method.invoke(target, arguments);
                return result instanceof Connection connection
                    ? proxy(Connection.class, connection)
                    : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
