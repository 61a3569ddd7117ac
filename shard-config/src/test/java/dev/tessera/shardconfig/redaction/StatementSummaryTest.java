package dev.tessera.shardconfig.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementSummaryTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "update users_0005 set name = 'secret' where user_id = 17 | update users_0005 set name = ? where user_id = ?",
                "select * from `t` where a = 'it''s secret' and b = \"secret\" | select * from `t` where a = ? and b = ?",
                "insert into t (a, b) values (1, 'secret'), (2, null), (-3, _utf8mb4'secret') | insert into t (a, b) values (? x 2) x 3",
                "delete from t where id in (1,2,3) /* secret */ | delete from t where id in (? x 3)",
                "select 1 -- secret | select ?",
                "select 1 # secret | select ?",
                "alter table t_0017 add column c int default 7 | alter table t_0017 add column c int default ?",
                "set @x = 0x736563726574, @y = x'73', @z = b'1' | set @x = ?, @y = x?, @z = b?",
                "insert into t values ('x\\', 'secret') | insert into t values ( ...",
                "insert into t values ('secret | insert into t values ( ...",
                "create function f() returns int language javascript as $$ secret $$ | create function f() returns int language javascript as ...",
                "rename table tessera.a to x.a, tessera.b to x.b | rename of 2 tables, tessera.a to x.a and so on",
                "kill 4711 | kill ?"
            })
    void literalsAreGone_namesStay(String sql, String summary) {
        assertThat(StatementSummary.of(sql)).isEqualTo(summary);
    }

    @Test
    void longStatementIsCut_withoutReadingAllOfIt() {
        String rows = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "(" + i + ",'secret')")
                .collect(Collectors.joining(","));

        assertThat(StatementSummary.of("insert into t values " + rows))
                .startsWith("insert into t values (? x 2) x ")
                .doesNotContain("secret")
                .hasSizeLessThan(200);
    }

    @Test
    void longStringCostsNoStack() {
        assertThat(StatementSummary.of("update t set a = '" + "x''".repeat(6_000) + "' where b = 1"))
                .isEqualTo("update t set a = ? where b = ?");
    }
}
