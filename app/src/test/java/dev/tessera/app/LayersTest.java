package dev.tessera.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which way the arrows between the packages of the app point. */
@AnalyzeClasses(packages = "dev.tessera.app", importOptions = ImportOption.DoNotIncludeTests.class)
class LayersTest {
    private static final String[] HTTP = {
        "dev.tessera.app.api..",
        "dev.tessera.app.auth..",
        "dev.tessera.app.errors..",
        "dev.tessera.app.resources..",
        "jakarta.ws.rs..",
        "jakarta.servlet..",
        "org.eclipse.jetty..",
        "org.glassfish..",
        "io.dropwizard..",
    };

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("dev.tessera.app.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NO_PACKAGE_USES_WHAT_PUTS_IT_TOGETHER = noClasses()
            .that()
            .resideInAPackage("dev.tessera.app.*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tessera.app");

    @ArchTest
    static final ArchRule VALUES_AND_REFUSALS_USE_NOTHING_BUT_SHARD_CONFIG = classes()
            .that()
            .resideInAnyPackage("dev.tessera.app.model..", "dev.tessera.app.refusal..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tessera.app.model..",
                    "dev.tessera.app.refusal..",
                    "dev.tessera.shardconfig..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_HTTP = noClasses()
            .that()
            .resideInAPackage("dev.tessera.app.core..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule CORE_KNOWS_NO_JSON = noClasses()
            .that()
            .resideInAPackage("dev.tessera.app.core..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.jackson..");

    @ArchTest
    static final ArchRule DB_KNOWS_NEITHER_HTTP_NOR_CORE = noClasses()
            .that()
            .resideInAPackage("dev.tessera.app.db..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP)
            .orShould()
            .dependOnClassesThat()
            .resideInAPackage("dev.tessera.app.core..");

    @ArchTest
    static final ArchRule WIRE_TYPES_KNOW_NEITHER_ROWS_NOR_CORE = noClasses()
            .that()
            .resideInAPackage("dev.tessera.app.api..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tessera.app.db..", "dev.tessera.app.core..");

    @ArchTest
    static final ArchRule RESOURCES_KNOW_NO_SQL = noClasses()
            .that()
            .resideInAnyPackage("dev.tessera.app.resources..", "dev.tessera.app.auth..", "dev.tessera.app.errors..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tessera.app.db..", "org.jdbi..", "java.sql..");
}
