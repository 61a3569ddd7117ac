package dev.tessera.migrations.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BucketDefinitionTest {
    private static final String TABLE =
            """
            CREATE TABLE `users_05120_06143` (
              `user_id` bigint NOT NULL,
              `name` varchar(20) NOT NULL DEFAULT 'a,' COMMENT 'in tessera, ENGINE=x AUTO_INCREMENT=3',
              PRIMARY KEY (`user_id`),
              KEY `by_name` (`name`),
              KEY `by_both` (`name`,`user_id`),
              CONSTRAINT `users_05120_06143_slot` CHECK ((((`user_id` >> 8) & 16383) between 5120 and 6143))
            ) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin""";

    @Test
    void everyLineIsAClause_withoutTheCommaBehindIt() {
        assertThat(TableDefinition.parse(TABLE, "tessera", List.of()))
                .satisfies(table -> assertThat(table.clauses())
                        .containsExactlyInAnyOrder(
                                "`user_id` bigint NOT NULL",
                                "`name` varchar(20) NOT NULL DEFAULT 'a,' COMMENT 'in tessera, ENGINE=x AUTO_INCREMENT=3'",
                                "PRIMARY KEY (`user_id`)",
                                "KEY `by_name` (`name`)",
                                "KEY `by_both` (`name`,`user_id`)",
                                "CONSTRAINT `users_05120_06143_slot` CHECK ((((`user_id` >> 8) & 16383) between 5120 and 6143))",
                                "ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin"))
                .satisfies(table -> assertThat(table.columns()).containsExactly("`user_id`", "`name`"));
    }

    @Test
    void indexesMadeInAnotherOrder_andCounters_areNoDifference() {
        String late = TABLE.replace("  KEY `by_name` (`name`),\n", "")
                .replace("  CONSTRAINT", "  KEY `by_name` (`name`),\n  CONSTRAINT")
                .replace(") ENGINE=InnoDB D", ") ENGINE=InnoDB AUTO_INCREMENT=17 D");
        assertThat(differences(TABLE, late)).isEmpty();
    }

    @Test
    void schemasAreTakenOut_ofWhatRefersToATable() {
        String key = TABLE.replace(
                "  CONSTRAINT `u",
                "  CONSTRAINT `fk` FOREIGN KEY (`name`) REFERENCES `%s`.`t` (`n`),\n  CONSTRAINT `u");
        assertThat(bucket(key.formatted("tessera"), "tessera")
                        .differences("here", bucket(key.formatted("tessera_in_7"), "tessera_in_7"), "there"))
                .isEmpty();
    }

    @Test
    void whatOnlyOneHas_isNamedWithItsSide() {
        assertThat(differences(TABLE, TABLE.replace("  PRIMARY", "  `c` int DEFAULT '7',\n  PRIMARY")))
                .containsExactly("users_05120_06143: there has `c` int DEFAULT '7', here hasn't");
        assertThat(differences(TABLE, TABLE.replace("  KEY `by_name` (`name`),\n", "")))
                .containsExactly("users_05120_06143: here has KEY `by_name` (`name`), there hasn't");
        assertThat(differences(TABLE, TABLE.replace("varchar(20)", "varchar(30)")))
                .singleElement()
                .asString()
                .contains("here has `name` varchar(20)", "there has `name` varchar(30)");
    }

    @Test
    void orderOfColumns_isADifference() {
        String swapped = TABLE.replace("  `user_id` bigint NOT NULL,\n", "")
                .replace("  PRIMARY", "  `user_id` bigint NOT NULL,\n  PRIMARY");
        assertThat(differences(TABLE, swapped))
                .containsExactly(
                        "users_05120_06143: here has its columns in the order [`user_id`, `name`], there in the order"
                                + " [`name`, `user_id`]");
    }

    @Test
    void partitionsTriggersAndOptions_areClauses() {
        assertThat(differences(TABLE, TABLE + "\n/*!50100 PARTITION BY KEY ()\nPARTITIONS 4 */"))
                .containsExactly(
                        "users_05120_06143: there has /*!50100 PARTITION BY KEY () PARTITIONS 4 */, here hasn't");
        assertThat(differences(TABLE, TABLE + " COMMENT='x'"))
                .singleElement()
                .asString()
                .contains("there has ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_bin COMMENT='x'");
        assertThat(TableDefinition.parse(TABLE, "tessera", List.of("TRIGGER `t` BEFORE INSERT begin end")))
                .isNotEqualTo(TableDefinition.parse(TABLE, "tessera", List.of()));
    }

    @Test
    void tableThatOnlyOneHas_isNamed() {
        assertThat(bucket(TABLE, "tessera").differences("here", new BucketDefinition(new TreeMap<>()), "there"))
                .containsExactly("users_05120_06143: only here has it");
    }

    @Test
    void whatIsNoTable_isRefused() {
        assertThatThrownBy(() -> TableDefinition.parse("CREATE VIEW `v` AS select 1", "tessera", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> differences(String here, String there) {
        return bucket(here, "tessera").differences("here", bucket(there, "tessera"), "there");
    }

    private static BucketDefinition bucket(String sql, String schema) {
        return new BucketDefinition(
                new TreeMap<>(Map.of("users_05120_06143", TableDefinition.parse(sql, schema, List.of()))));
    }
}
