package dev.tessera.e2e;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;

/** Which way the arrows between the rooms point. */
@AnalyzeClasses(packages = "dev.tessera", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
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
            .layer("move")
            .definedBy("dev.tessera.ops.move..")
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
            .mayOnlyAccessLayers("router", "migrations", "shard-config")
            .whereLayer("move")
            .mayOnlyAccessLayers("migrations", "shard-config")
            .whereLayer("cli")
            .mayOnlyAccessLayers("move", "migrations", "shard-config", "router")
            .whereLayer("testbed")
            .mayOnlyAccessLayers("migrations", "shard-config")
            .whereLayer("quickstart")
            .mayOnlyAccessLayers("testbed", "migrations", "shard-config");

    @ArchTest
    static final ArchRule SHARDINGSPHERE_STAYS_BEHIND_THE_ROUTER = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tessera.router.internal.shardingsphere..")
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
            .resideOutsideOfPackage("dev.tessera.app..")
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
