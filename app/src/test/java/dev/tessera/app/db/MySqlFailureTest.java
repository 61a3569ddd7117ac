package dev.tessera.app.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MySqlFailureTest {
    @Test
    void index_isTheLastWordOfTheMessage_whateverTheValueHolds() {
        assertThat(MySqlFailure.indexOf("Duplicate entry 'alice' for key 'users_01024_02047.handle'"))
                .isEqualTo("handle");
        assertThat(MySqlFailure.indexOf("Duplicate entry '12' for key 'PRIMARY'"))
                .isEqualTo("PRIMARY");
        assertThat(MySqlFailure.indexOf(
                        "Duplicate entry 'x for key 'a.PRIMARY'' for key 'threads_00000_01023.site_path'"))
                .isEqualTo("site_path");
        assertThat(MySqlFailure.indexOf("Doppelter Eintrag 'alice' für Schlüssel 'users_01024_02047.handle'"))
                .isEqualTo("handle");
        assertThat(MySqlFailure.indexOf("duplicate entry for key 'users_0017.handle' (error 1062, 23000)"))
                .as("as the router says it")
                .isEqualTo("handle");
        assertThat(MySqlFailure.indexOf("something else")).isEmpty();
    }
}
