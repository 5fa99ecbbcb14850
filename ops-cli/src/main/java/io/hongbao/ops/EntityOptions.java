package io.hongbao.ops;

import io.hongbao.rules.model.Entity;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whom a command is about: users, devices and addresses. */
final class EntityOptions {

  @Parameters(paramLabel = "USER", arity = "0..1", description = "A user.")
  private String user;

  @Option(names = "--device", paramLabel = "DEVICE", description = "A device.")
  private String device;

  @Option(names = "--address", paramLabel = "ADDRESS", description = "An address.")
  private String address;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** One at least. */
  List<Entity> entities() {
    List<Entity> entities = new ArrayList<>();
    add(EntityKind.USER, user, entities);
    add(EntityKind.DEVICE, device, entities);
    add(EntityKind.ADDRESS, address, entities);
    if (entities.isEmpty()) {
      throw new ParameterException(command.commandLine(), "expected USER, --device or --address");
    }
    return entities;
  }

  private void add(EntityKind kind, String name, List<Entity> entities) {
    if (name == null) {
      return;
    }
    try {
      entities.add(Entity.named(kind, name));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
