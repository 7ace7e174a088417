package io.botledger.application.start;

import io.botledger.command.CommandSideConfiguration;
import io.botledger.platform.route.Side;
import io.botledger.platform.route.Sides;
import io.botledger.query.QuerySideConfiguration;
import io.botledger.query.console.ConsoleConfiguration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.annotation.ImportSelector;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Of the two sides, those that the role runs; of the other one not a single bean is made. */
public final class SidesOfTheRole implements ImportSelector, EnvironmentAware {
  private Sides sides = Sides.BOTH;

  @Override
  public void setEnvironment(Environment environment) {
    sides = Role.in(environment).sides();
  }

  @Override
  public String[] selectImports(AnnotationMetadata importing) {
    List<String> selected = new ArrayList<>();
    if (sides.run(Side.COMMAND)) {
      selected.add(CommandSideConfiguration.class.getName());
    }
    if (sides.run(Side.QUERY)) {
      selected.add(QuerySideConfiguration.class.getName());
      selected.add(ConsoleConfiguration.class.getName());
    }
    if (sides.equals(Sides.BOTH)) {
      selected.add(ReadsFollowTheImport.class.getName());
    }
    return selected.toArray(String[]::new);
  }
}
