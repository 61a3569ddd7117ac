package dev.tessera.ops.move.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tessera.ops.move.transfer.spec.Deadline;
import dev.tessera.ops.move.transfer.spec.StopSignal;
import dev.tessera.ops.move.transfer.spec.TransferOptions;
import dev.tessera.ops.move.transfer.spec.TransferProgress;
import dev.tessera.testbed.LeakCheck;
import dev.tessera.testbed.MySqlExtension;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every column type at its extremes arrives bit by bit, by the copy and by the binlog, between servers that agree on nothing. */
@ExtendWith(LeakCheck.class)
class TypeTortureTest {
    @RegisterExtension
    static final MySqlExtension sources = MySqlExtension.fresh(
            1, spec -> spec.withOption("default_time_zone", "+05:45").withOption("character_set_server", "latin1"));

    @RegisterExtension
    static final MySqlExtension targets = MySqlExtension.fresh(1, spec -> spec.withOption("default_time_zone", "-11:00")
            .withOption("character_set_server", "utf16")
            .withOption("sql_mode", "ANSI,PAD_CHAR_TO_FULL_LENGTH"));

    private static final String TYPES =
            """
            create table types_00000_01023 (
                big bigint unsigned not null, word varchar(20) character set latin1 not null,
                raw binary(4) not null, at datetime(3) not null,
                ti tinyint, tu tinyint unsigned, si smallint, su smallint unsigned, mi mediumint, mu mediumint unsigned,
                i int, iu int unsigned zerofill, bi bigint, b1 bit(1), b13 bit(13), b64 bit(64),
                d0 decimal(65, 0), d30 decimal(65, 30), dd decimal(30, 30), d9 decimal(10, 2),
                f float, dbl double, f72 float(7, 2), y year, da date,
                t0 time, t3 time(3), t6 time(6), dt datetime, dt1 datetime(1), dt6 datetime(6),
                ts timestamp null, ts5 timestamp(5) null, ts6 timestamp(6) null,
                c char(10) character set utf8mb4, cb char(255) character set utf8mb4, cl char(5) character set latin1,
                c16 varchar(40) character set utf16, cs varchar(40) character set sjis, v varchar(3000) character set utf8mb4,
                bn binary(10), vb varbinary(300), tt tinytext, tx text, mt mediumtext, lt longtext,
                tb tinyblob, bl blob, mb mediumblob, lb longblob,
                e enum('a', 'ü', 'x,y', '''') character set latin1, e300 enum(%s),
                s set('a', 'b', 'ü'), s64 set(%s),
                g geometry, p point srid 4326, inv int invisible,
                stored_sum bigint as (ti + si) stored, virtual_word varchar(50) as (concat(word, '!')) virtual,
                primary key (word, big, raw, at), key by_function ((upper(word))), key by_virtual (virtual_word)) default character set utf8mb4"""
                    .formatted(labels(300), labels(64));

    private static String labels(int count) {
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < count; i++) {
            labels.append(i == 0 ? "" : ", ").append("'l").append(i).append("'");
        }
        return labels.toString();
    }

    private static final String INSERT =
            "insert into tessera.types_00000_01023 (big, word, raw, at, ti, tu, si, su, mi, mu, i, iu,"
                    + " bi, b1, b13, b64, d0, d30, dd, d9, f, dbl, f72, y, da, t0, t3, t6, dt, dt1, dt6, ts, ts5, ts6, c, cb, cl, c16,"
                    + " cs, v, bn, vb, tt, tx, mt, lt, tb, bl, mb, lb, e, e300, s, s64, g, p, inv) values ";

    private static final String LEAST =
            "(0, 'a''\\\\', x'00000000', '0000-00-00', -128, 0, -32768, 0, -8388608, 0, -2147483648,"
                    + " 0, -9223372036854775808, b'0', b'0', b'0', -" + "9".repeat(65) + ", -" + "9".repeat(35) + "."
                    + "9".repeat(30)
                    + ", -0." + "9".repeat(30) + ", -0.01, -3.402823466E+38, -1.7976931348623157E+308, -99999.99, 0,"
                    + " '0000-00-00', '-838:59:59', '-00:00:00.001', '-838:59:58.999999', '0000-00-00', '2024-00-00',"
                    + " '1000-01-01 00:00:00.000001', '0000-00-00', '1970-01-02 00:00:01.00001', '1970-01-02 00:00:01',"
                    + " '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', '', 1, 1, '', '',"
                    + " st_geomfromtext('point(0 0)'), st_geomfromtext('point(-90 -180)', 4326), -1)";

    private static final String MOST =
            "(18446744073709551615, 'Zoë ', x'ff00fe00', '9999-12-31 23:59:59.999', 127, 255, 32767,"
                    + " 65535, 8388607, 16777215, 2147483647, 4294967295, 9223372036854775807, b'1', b'1111111111111', b'"
                    + "1".repeat(64)
                    + "', " + "9".repeat(65) + ", " + "9".repeat(35) + "." + "9".repeat(30) + ", 0." + "0".repeat(29)
                    + "1, 99999999.99,"
                    + " 1.17549435E-38, 4.9E-324, 99999.99, 2155, '9999-12-31', '838:59:59', '00:00:00.999', '838:59:58.999999',"
                    + " '9999-12-31 23:59:59', '9999-12-31 23:59:59.9', '9999-12-31 23:59:59.999999', '2038-01-19 03:00:07',"
                    + " '2024-03-31 01:30:00.12345', '2024-10-27 02:30:00.000001', 'ü😀  ', repeat('😀', 255), 'é', '😀\\0', 'ソ表',"
                    + " repeat('x', 3000), x'00ff', repeat(x'00275c0a0d1a22', 40), 'tiny', repeat('text''\\\\', 1000),"
                    + " repeat('m', 70000), repeat('ü', 100), x'00', repeat(x'ff', 65535), repeat(x'00', 70000), x'5c27',"
                    + " '''', 'l299', 'a,b,ü', concat_ws(',', 'l0', 'l31', 'l63'), st_geomfromtext('polygon((0 0, 0 1.5, 1 1, 0 0))'),"
                    + " st_geomfromtext('point(89.999999 179.999999)', 4326), 7)";

    private static final String PLAIN =
            "(%d, 'w%d', 'r', now(3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1, 1, 0, 0, 0, 0.1, 0.1, 0.1,"
                    + " 0.1, 1901, '2024-02-29', '01:02:03', '-01:02:03.004', '1.5', now(), now(), now(6), now(), now(5), now(6),"
                    + " 'c', 'c', 'c', 'c', 'c', 'v', 'b', 'vb', 't', 't', 'm', 'l', 't', 'b', 'm', 'l', 'x,y', 'l255', 'b', 'l1',"
                    + " null, null, null)";

    private static void write(String... statements) {
        String[] all = new String[statements.length + 2];
        all[0] = "set sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES'";
        all[1] = "set names utf8mb4";
        System.arraycopy(statements, 0, all, 2, statements.length);
        sources.server(0).execute(all);
    }

    @Test
    void everyTypeArrivesBitByBit() {
        TwoShards shards = new TwoShards(sources.server(0), targets.server(0), TYPES);
        write(
                INSERT + LEAST,
                INSERT + MOST,
                INSERT + PLAIN.formatted(1, 1),
                INSERT + PLAIN.formatted(2, 2),
                "insert into tessera.types_00000_01023 (big, word, raw, at) values (5, 'nulls', 'n', '2024-02-31')");
        String start = shards.gtidExecuted();
        shards.copy().run();
        assertThat(shards.incoming("types_00000_01023")).hasSize(5).isEqualTo(shards.live("types_00000_01023"));

        try (CatchUp catchUp = CatchUp.start(
                        shards.transferSpec(),
                        start,
                        9,
                        TransferOptions.defaults(),
                        StopSignal.never(),
                        TransferProgress.none());
                Verification verification = new Verification(
                        shards.transferSpec(),
                        catchUp,
                        TransferOptions.defaults(),
                        StopSignal.never(),
                        TransferProgress.none())) {
            verification.run();
            write(
                    "delete from tessera.types_00000_01023 where word = 'w1' or big in (0, 18446744073709551615)",
                    INSERT + LEAST,
                    INSERT + MOST,
                    INSERT + PLAIN.formatted(3, 3),
                    "update tessera.types_00000_01023 set word = 'W2', f = -0e0, dbl = -0e0, ti = -1 where word = 'w2'",
                    "update tessera.types_00000_01023 set raw = x'6e006e00', tx = repeat('ü', 50), dbl = 1/3, f = 1/3 where big = 5");
            assertThat(catchUp.awaitApplied(shards.gtidExecuted(), Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(shards.incoming("types_00000_01023")).hasSize(5).isEqualTo(shards.live("types_00000_01023"));
            verification.run();
            String frontier = shards.fence();
            assertThat(catchUp.awaitApplied(frontier, Duration.ofSeconds(20))).isTrue();
            verification.recheckFrozen(TwoShards.FROZEN, Deadline.in(Duration.ofSeconds(20)));
        }
    }

    @Test
    void whatCannotBeCarried_isRefusedByName() {
        TwoShards.admitMover(sources.server(0));
        sources.server(0)
                .execute(
                        "create schema odd",
                        "create table odd.a_00000_01023 (id int primary key, doc json, vec vector(3), `größe` int)",
                        "create table odd.b_00000_01023 (id int)",
                        "create table odd.c_00000_01023 (id float, name varchar(90), primary key (id, name(10)))",
                        "create table odd.d_00000_01023 (id bit(8) primary key)");

        List<String> problems = new TransferSupport(
                        TwoShards.server("shard-a", sources.server(0)),
                        "odd",
                        new TreeSet<>(List.of(
                                "a_00000_01023", "b_00000_01023", "c_00000_01023", "d_00000_01023", "e_00000_01023")))
                .problems();

        assertThat(problems)
                .containsExactly(
                        "column a_00000_01023.größe has a name of more than a-z, 0-9, '_' and '$'",
                        "column a_00000_01023.doc is of type json, which can't be transferred bit by bit",
                        "column a_00000_01023.vec is of type vector(3), which can't be transferred bit by bit",
                        "table b_00000_01023 has no primary key",
                        "the primary key of c_00000_01023 holds id of type float, by which rows can't be found exactly",
                        "the primary key of c_00000_01023 holds only a prefix of name",
                        "the primary key of d_00000_01023 holds id of type bit(8), by which rows can't be found exactly",
                        "table e_00000_01023 is missing");
    }
}
