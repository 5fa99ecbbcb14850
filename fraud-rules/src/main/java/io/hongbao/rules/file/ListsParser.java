package io.hongbao.rules.file;

import io.hongbao.rules.model.Entity;
import io.hongbao.rules.model.EntityLists;
import io.hongbao.wire.records.VerdictRecord.EntityKind;
import io.hongbao.yaml.Problems;
import io.hongbao.yaml.YamlMapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads allow and deny lists, such as {@code allow: {users: [u1], addresses: [192.0.2.0/24]}}. */
final class ListsParser {

  private static final List<String> KEYS = List.of("allow", "deny");
  private static final Map<String, EntityKind> KINDS = kinds();

  private final Problems problems;
  private final boolean isPublished;

  ListsParser(Problems problems, boolean isPublished) {
    this.problems = problems;
    this.isPublished = isPublished;
  }

  private static Map<String, EntityKind> kinds() {
    Map<String, EntityKind> kinds = new LinkedHashMap<>();
    kinds.put("users", EntityKind.USER);
    kinds.put("devices", EntityKind.DEVICE);
    kinds.put("addresses", EntityKind.ADDRESS);
    return kinds;
  }

  Optional<EntityLists> parse(Node root) {
    return YamlMapping.read(root, "lists", KEYS, problems)
        .map(map -> new EntityLists(list(map, "allow"), list(map, "deny")))
        .filter(lists -> problems.isEmpty());
  }

  private Set<Entity> list(YamlMapping map, String key) {
    Set<Entity> entities = new LinkedHashSet<>();
    if (map.has(key)) {
      YamlMapping.read(map.place(key), key, List.copyOf(KINDS.keySet()), problems)
          .ifPresent(kinds -> KINDS.forEach((word, kind) -> add(kinds, word, kind, entities)));
    }
    return entities;
  }

  private List<Entity> entitiesOf(EntityKind kind, String name) {
    if (kind == EntityKind.ADDRESS && (name.indexOf('/') >= 0 || name.indexOf('-') >= 0)) {
      try {
        return ListedRange.of(name).stream()
            .map(range -> new Entity(kind, range.toString()))
            .toList();
      } catch (IllegalArgumentException e) {
        if (!isPublished) {
          throw e;
        }
      }
    }
    return List.of(isPublished ? new Entity(kind, name) : Entity.named(kind, name));
  }

  private void add(YamlMapping kinds, String word, EntityKind kind, Set<Entity> entities) {
    for (Node node : kinds.itemsIfAny(word, EntityLists.MOST)) {
      YamlMapping.scalar(word, node, name -> entitiesOf(kind, name), problems)
          .ifPresent(entities::addAll);
    }
    if (entities.size() > EntityLists.MOST) {
      problems.add(
          kinds.place(word),
          word
              + ": "
              + entities.size()
              + " entries once ranges are cut into blocks, expected at most "
              + EntityLists.MOST);
    }
  }
}
