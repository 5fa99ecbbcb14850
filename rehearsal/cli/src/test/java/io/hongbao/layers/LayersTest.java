package io.hongbao.layers;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Who may import whom, as docs/architecture.md draws it. */
class LayersTest {

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("io.hongbao");

  private static final String DOMAIN = "io.hongbao.domain..";
  private static final String WIRE = "io.hongbao.wire..";
  private static final String KAFKA = "io.hongbao.kafka..";
  private static final String YAML = "io.hongbao.yaml..";
  private static final String FILES = "io.hongbao.files..";
  private static final String TICKETS = "io.hongbao.tickets..";
  private static final String CACHE = "io.hongbao.cache..";
  private static final String RULES = "io.hongbao.rules..";
  private static final String SOLVER = "io.hongbao.solver..";
  private static final String SHOW = "io.hongbao.show..";
  private static final String RESOURCES = "io.hongbao.resources..";
  private static final String EDGE = "io.hongbao.edge..";
  private static final String JOBS = "io.hongbao.jobs..";
  private static final String PAYMENT = "io.hongbao.payment..";
  private static final String PROOF = "io.hongbao.proof..";
  private static final String OPS = "io.hongbao.ops..";
  private static final String REHEARSAL = "io.hongbao.rehearsal..";

  /** What is not here is in rehearsal, which may import all. */
  private static final Map<String, List<String>> MAY_IMPORT =
      Map.ofEntries(
          Map.entry(DOMAIN, List.of()),
          Map.entry(WIRE, List.of(DOMAIN)),
          Map.entry(KAFKA, List.of(DOMAIN, WIRE)),
          Map.entry(YAML, List.of(DOMAIN, FILES)),
          Map.entry(FILES, List.of(DOMAIN)),
          Map.entry(TICKETS, List.of(DOMAIN)),
          Map.entry(CACHE, List.of(DOMAIN, WIRE, KAFKA)),
          Map.entry(RULES, List.of(DOMAIN, WIRE, KAFKA, YAML, FILES)),
          Map.entry(SOLVER, List.of(DOMAIN, WIRE, YAML, RULES)),
          Map.entry(SHOW, List.of(DOMAIN, WIRE, KAFKA, YAML, FILES, RESOURCES)),
          Map.entry(RESOURCES, List.of(DOMAIN)),
          Map.entry(EDGE, List.of(DOMAIN, WIRE, KAFKA, TICKETS, CACHE, RESOURCES)),
          Map.entry(JOBS, List.of(DOMAIN, WIRE, KAFKA, YAML, FILES, CACHE, RULES)),
          Map.entry(PAYMENT, List.of(DOMAIN, WIRE, KAFKA)),
          Map.entry(PROOF, List.of(DOMAIN, WIRE, KAFKA, YAML, FILES, RULES)),
          Map.entry(
              OPS,
              List.of(
                  DOMAIN, WIRE, KAFKA, YAML, FILES, TICKETS, CACHE, RULES, SOLVER, SHOW, RESOURCES,
                  PROOF)));

  /** A framework and the modules that it stays in. */
  private static final Map<String, List<String>> STAYS_IN =
      Map.ofEntries(
          Map.entry("io.undertow..", List.of(EDGE, PAYMENT, REHEARSAL)),
          Map.entry("org.xnio..", List.of(EDGE, PAYMENT, REHEARSAL)),
          Map.entry("io.lettuce..", List.of(CACHE)),
          Map.entry("org.apache.flink..", List.of(JOBS, REHEARSAL)),
          Map.entry("com.nimbusds..", List.of(TICKETS)),
          Map.entry("picocli..", List.of(OPS, REHEARSAL)),
          Map.entry("org.snakeyaml..", List.of(YAML, SHOW, RULES, REHEARSAL)),
          Map.entry("dev.cel..", List.of(RULES)),
          Map.entry("com.microsoft.z3..", List.of(SOLVER)),
          Map.entry("org.apache.datasketches..", List.of(RULES)),
          Map.entry("java.sql..", List.of(PAYMENT, REHEARSAL)),
          Map.entry("com.zaxxer..", List.of(PAYMENT)),
          Map.entry("org.flywaydb..", List.of(PAYMENT)));

  /** It names the types that it consists of, and they name it: one thing in several files. */
  private static final DescribedPredicate<JavaClass> SEALED =
      DescribedPredicate.describe("sealed", it -> it.reflect().isSealed());

  @TestFactory
  List<DynamicTest> shouldImportOnlyTheModulesBelow() {
    return MAY_IMPORT.entrySet().stream()
        .map(
            module ->
                DynamicTest.dynamicTest(
                    module.getKey(),
                    () ->
                        classes()
                            .that()
                            .resideInAPackage(module.getKey())
                            .should()
                            .onlyDependOnClassesThat(
                                DescribedPredicate.describe(
                                    "stay in " + module.getValue(),
                                    other ->
                                        !other.getPackageName().startsWith("io.hongbao")
                                            || isIn(other.getPackageName(), module.getKey())
                                            || module.getValue().stream()
                                                .anyMatch(
                                                    below -> isIn(other.getPackageName(), below))))
                            .allowEmptyShould(true)
                            .check(CODE)))
        .toList();
  }

  @TestFactory
  List<DynamicTest> shouldKeepEachFrameworkInItsPlace() {
    return STAYS_IN.entrySet().stream()
        .map(
            framework ->
                DynamicTest.dynamicTest(
                    framework.getKey(),
                    () ->
                        noClasses()
                            .that()
                            .resideOutsideOfPackages(framework.getValue().toArray(String[]::new))
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(framework.getKey())
                            .check(CODE)))
        .toList();
  }

  @Test
  void shouldKeepTheDomainPureJava() {
    classes()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            DOMAIN,
            "java.lang..",
            "java.util..",
            "java.math..",
            "java.nio..",
            "java.io",
            "java.security..",
            "javax.crypto..")
        .check(CODE);
  }

  @Test
  void shouldKeepClockAndChanceOutOfTheDraw() {
    noClasses()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.util\\.(Random|SplittableRandom|Timer|UUID)|.*SecureRandom")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching("java\\.lang\\.(Double|Float|StrictMath)")
        .check(CODE);
  }

  /** So that another transport, a WebSocket say, can use the same gates. */
  @Test
  void shouldDecideOnShakesWithoutATransport() {
    noClasses()
        .that()
        .resideInAnyPackage("io.hongbao.edge.gate..", "io.hongbao.edge.shake..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.undertow..", "org.xnio..", "io.hongbao.edge.http..", "io.hongbao.edge.json..")
        .check(CODE);
  }

  @Test
  void shouldHaveNoCyclesBetweenPackages() {
    slices().matching("io.hongbao.(*).(*)..").should().beFreeOfCycles().check(CODE);
  }

  @TestFactory
  Stream<DynamicTest> shouldHaveNoCyclesBetweenTheClassesOfAPackage() {
    return CODE.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith("io.hongbao"))
        .distinct()
        .sorted()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () ->
                        slices()
                            .assignedFrom(new FilesOf(name))
                            .should()
                            .beFreeOfCycles()
                            .ignoreDependency(SEALED, DescribedPredicate.alwaysTrue())
                            .check(CODE)));
  }

  @Test
  void shouldHaveReadTheModules() {
    assertThat(CODE.size()).isGreaterThan(50);
  }

  private static boolean isIn(String packageName, String pattern) {
    String root = pattern.substring(0, pattern.length() - "..".length());
    return packageName.equals(root) || packageName.startsWith(root + ".");
  }

  /** The classes of a package, those of a file together. */
  private record FilesOf(String packageName) implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      if (!javaClass.getPackageName().equals(packageName)) {
        return SliceIdentifier.ignore();
      }
      JavaClass outer = javaClass;
      while (outer.getEnclosingClass().isPresent()) {
        outer = outer.getEnclosingClass().get();
      }
      return SliceIdentifier.of(outer.getSimpleName());
    }

    @Override
    public String getDescription() {
      return "classes of " + packageName;
    }
  }
}
