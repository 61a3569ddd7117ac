package dev.tessera.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.HashMap;
import java.util.Map;

/** Which way the arrows between the rooms point. */
@AnalyzeClasses(
        packages = "dev.tessera",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeJarsOfTests.class})
class ArchitectureTest {
    /** Helpers that the tests of one module lend to those of another. */
    static final class DoNotIncludeJarsOfTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar!");
        }
    }

    @ArchTest
    static final ArchRule ROOMS_USE_ONLY_WHAT_THEY_MAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.tessera..")
            .layer("shard-config")
            .definedBy("dev.tessera.shardconfig..")
            .layer("migrations")
            .definedBy("dev.tessera.migrations..")
            .layer("router")
            .definedBy("dev.tessera.router..")
            .layer("app")
            .definedBy("dev.tessera.app..")
            .layer("planning")
            .definedBy("dev.tessera.ops.planning..")
            .layer("move")
            .definedBy("dev.tessera.ops.move..")
            .layer("rebalance")
            .definedBy("dev.tessera.ops.rebalance..")
            .layer("cli")
            .definedBy("dev.tessera.ops.cli..")
            .layer("testbed")
            .definedBy("dev.tessera.testbed..")
            .layer("quickstart")
            .definedBy("dev.tessera.quickstart..")
            .whereLayer("shard-config")
            .mayNotAccessAnyLayer()
            .whereLayer("migrations")
            .mayOnlyAccessLayers("shard-config")
            .whereLayer("router")
            .mayOnlyAccessLayers("shard-config")
            .whereLayer("app")
            .mayOnlyAccessLayers("router", "shard-config")
            .whereLayer("planning")
            .mayOnlyAccessLayers("shard-config")
            .whereLayer("move")
            .mayOnlyAccessLayers("migrations", "shard-config")
            .whereLayer("rebalance")
            .mayOnlyAccessLayers("move", "planning", "migrations", "shard-config")
            .whereLayer("cli")
            .mayOnlyAccessLayers("rebalance", "planning", "move", "migrations", "shard-config", "router")
            .whereLayer("testbed")
            .mayOnlyAccessLayers("migrations", "shard-config")
            .whereLayer("quickstart")
            .mayOnlyAccessLayers("testbed", "migrations", "shard-config");

    /** As ops/move/README.md draws it. */
    @ArchTest
    static final ArchRule PARTS_OF_A_MOVE_USE_ONLY_WHAT_THEY_MAY = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("dev.tessera.ops.move..")
            .layer("transfer.spec")
            .definedBy("dev.tessera.ops.move.transfer.spec")
            .layer("transfer.rows")
            .definedBy("dev.tessera.ops.move.transfer.rows")
            .layer("transfer.binlog")
            .definedBy("dev.tessera.ops.move.transfer.binlog")
            .layer("transfer.copy")
            .definedBy("dev.tessera.ops.move.transfer.copy")
            .layer("transfer.apply")
            .definedBy("dev.tessera.ops.move.transfer.apply")
            .layer("transfer.verify")
            .definedBy("dev.tessera.ops.move.transfer.verify")
            .layer("transfer")
            .definedBy("dev.tessera.ops.move.transfer")
            .layer("directory")
            .definedBy("dev.tessera.ops.move.directory")
            .layer("journal")
            .definedBy("dev.tessera.ops.move.journal")
            .layer("throttle")
            .definedBy("dev.tessera.ops.move.throttle")
            .layer("servers")
            .definedBy("dev.tessera.ops.move.servers")
            .layer("cluster")
            .definedBy("dev.tessera.ops.move.cluster")
            .layer("session")
            .definedBy("dev.tessera.ops.move.session")
            .layer("cutover")
            .definedBy("dev.tessera.ops.move.cutover")
            .layer("phases")
            .definedBy("dev.tessera.ops.move.phases")
            .layer("run")
            .definedBy("dev.tessera.ops.move.run")
            .layer("repair")
            .definedBy("dev.tessera.ops.move.repair")
            .whereLayer("transfer.spec")
            .mayNotAccessAnyLayer()
            .whereLayer("transfer.rows")
            .mayOnlyAccessLayers("transfer.spec")
            .whereLayer("transfer.binlog")
            .mayOnlyAccessLayers("transfer.rows", "transfer.spec")
            .whereLayer("transfer.copy")
            .mayOnlyAccessLayers("transfer.rows", "transfer.spec")
            .whereLayer("transfer.apply")
            .mayOnlyAccessLayers("transfer.binlog", "transfer.rows", "transfer.spec")
            .whereLayer("transfer.verify")
            .mayOnlyAccessLayers("transfer.apply", "transfer.binlog", "transfer.rows", "transfer.spec")
            .whereLayer("transfer")
            .mayOnlyAccessLayers(
                    "transfer.apply",
                    "transfer.binlog",
                    "transfer.copy",
                    "transfer.rows",
                    "transfer.spec",
                    "transfer.verify")
            .whereLayer("directory")
            .mayNotAccessAnyLayer()
            .whereLayer("journal")
            .mayOnlyAccessLayers("directory", "transfer.spec")
            .whereLayer("throttle")
            .mayOnlyAccessLayers("transfer.spec")
            .whereLayer("servers")
            .mayOnlyAccessLayers("transfer", "transfer.binlog", "transfer.spec")
            .whereLayer("cluster")
            .mayOnlyAccessLayers("directory", "journal", "transfer.spec")
            .whereLayer("session")
            .mayOnlyAccessLayers("cluster", "directory", "journal", "servers", "throttle", "transfer", "transfer.spec")
            .whereLayer("cutover")
            .mayOnlyAccessLayers("cluster", "directory", "journal", "servers", "session", "transfer", "transfer.spec")
            .whereLayer("phases")
            .mayOnlyAccessLayers(
                    "cluster",
                    "cutover",
                    "directory",
                    "journal",
                    "servers",
                    "session",
                    "throttle",
                    "transfer",
                    "transfer.spec")
            .whereLayer("run")
            .mayOnlyAccessLayers(
                    "cluster", "directory", "journal", "phases", "servers", "session", "throttle", "transfer.spec")
            .whereLayer("repair")
            .mayOnlyAccessLayers(
                    "cluster", "cutover", "directory", "journal", "phases", "servers", "session", "transfer.spec");

    @ArchTest
    static final ArchRule NO_PACKAGE_LEADS_BACK_TO_ITSELF =
            SlicesRuleDefinition.slices().assignedFrom(packages()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PACKAGE_HOLDS_MORE_THAN_A_READER_CAN_NAME =
            ArchRuleDefinition.classes().should(liveInAPackageOfThirtyFiles());

    @ArchTest
    static final ArchRule NO_NAME_OF_A_TYPE_STANDS_TWICE =
            ArchRuleDefinition.classes().should(new NameOfItsOwn());

    @ArchTest
    static final ArchRule PLANNING_IS_PURE = noClasses()
            .that()
            .resideInAPackage("dev.tessera.ops.planning..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "java.io..", "java.nio.file..", "java.net..");

    @ArchTest
    static final ArchRule SHARDINGSPHERE_STAYS_BEHIND_THE_ROUTER = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tessera.router.internal.shardingsphere..", "dev.tessera.bench.routing..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.shardingsphere..");

    @ArchTest
    static final ArchRule INTERNALS_OF_THE_ROUTER_ARE_NOT_USED_OUTSIDE = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tessera.router..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tessera.router.internal..");

    @ArchTest
    static final ArchRule DROPWIZARD_STAYS_IN_THE_APP = noClasses()
            .that()
            .resideOutsideOfPackages("dev.tessera.app..", "dev.tessera.bench.routing.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.dropwizard..");

    @ArchTest
    static final ArchRule LIQUIBASE_STAYS_IN_MIGRATIONS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tessera.migrations..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("liquibase..");

    @ArchTest
    static final ArchRule EVERY_PACKAGE_SAYS_WHAT_IT_HOLDS =
            ArchRuleDefinition.classes().should(liveInAPackageWithAnInfo());

    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                return type.getPackageName().startsWith("dev.tessera")
                        ? SliceIdentifier.of(type.getPackageName())
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages of every module";
            }
        };
    }

    private static ArchCondition<JavaClass> liveInAPackageOfThirtyFiles() {
        return new ArchCondition<>("live in a package of 30 files at most") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                long files = item.getPackage().getClasses().stream()
                        .filter(JavaClass::isTopLevelClass)
                        // What a compiler makes of a switch over an enum counts as one otherwise.
                        .filter(type -> !type.getName().contains("$"))
                        .count();
                events.add(new SimpleConditionEvent(
                        item, files <= 30, item.getPackageName() + " holds " + files + " files"));
            }
        };
    }

    /** But for what is private to the class around it. */
    private static final class NameOfItsOwn extends ArchCondition<JavaClass> {
        private final Map<String, String> owners = new HashMap<>();

        private NameOfItsOwn() {
            super("have a name that no other type has");
        }

        @Override
        public void check(JavaClass item, ConditionEvents events) {
            boolean counts = item.isTopLevelClass()
                    || (item.isMemberClass() && item.getModifiers().contains(JavaModifier.PUBLIC));
            if (!counts || item.getSimpleName().equals("package-info")) {
                return;
            }
            String owner = owners.putIfAbsent(item.getSimpleName(), item.getName());
            events.add(new SimpleConditionEvent(
                    item, owner == null || owner.equals(item.getName()), item.getName() + " has the name of " + owner));
        }
    }

    private static ArchCondition<JavaClass> liveInAPackageWithAnInfo() {
        return new ArchCondition<>("live in a package with a package-info") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean described = item.getPackage().tryGetPackageInfo().isPresent();
                events.add(new SimpleConditionEvent(item, described, item.getPackageName() + " has no package-info"));
            }
        };
    }
}
