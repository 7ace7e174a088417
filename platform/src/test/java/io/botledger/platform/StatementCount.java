package io.botledger.platform;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/** Notes every statement that is prepared on a data source's connections. */
public final class StatementCount {

  private final List<String> statements = new CopyOnWriteArrayList<>();
  private final DataSource dataSource;

  public StatementCount(DataSource dataSource) {
    this.dataSource =
        proxy(
            DataSource.class,
            dataSource,
            (name, arguments, result) ->
                result instanceof Connection connection ? noting(connection) : result);
  }

  private Connection noting(Connection connection) {
    return proxy(
        Connection.class,
        connection,
        (name, arguments, result) -> {
          if (name.equals("prepareStatement")) {
            statements.add((String) arguments[0]);
          }
          return result;
        });
  }

  public DataSource dataSource() {
    return dataSource;
  }

  public List<String> all() {
    return List.copyOf(statements);
  }

  private interface After {
    Object apply(String method, Object[] arguments, Object result);
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              try {
                return after.apply(method.getName(), arguments, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }
}
