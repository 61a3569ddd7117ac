package dev.tessera.router.internal.shardingsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tessera.router.StatementRefusedException;
import dev.tessera.router.internal.route.LogicalTable;
import dev.tessera.shardconfig.BucketId;
import dev.tessera.shardconfig.redaction.StatementSummary;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCompilerTest {
    private static final StatementCompiler COMPILER = new StatementCompiler(List.of(
            table("users", "user_id", "handle", "display_name"),
            table("threads", "thread_id", "title", "state", "comment_count", "last_comment_id"),
            table("comments", "comment_id", "thread_id", "parent_id", "author_id", "body", "version")));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            select body from comments where comment_id = ?|select body from comments_01024_02047 where comment_id = ?
            select c.body from comments c where c.comment_id = ?|select c.body from comments_01024_02047 c where c.comment_id = ?
            select comments.body from comments where comments.comment_id = ?|select comments_01024_02047.body from comments_01024_02047 where comments_01024_02047.comment_id = ?
            select `body` from `comments`|select `body` from `comments_01024_02047`
            select t.title, c.body from threads t join comments c on c.thread_id = t.thread_id|select t.title, c.body from threads_01024_02047 t join comments_01024_02047 c on c.thread_id = t.thread_id
            select title from threads t where exists (select 1 from comments c where c.thread_id = t.thread_id)|select title from threads_01024_02047 t where exists (select 1 from comments_01024_02047 c where c.thread_id = t.thread_id)
            select author_id, count(*) from comments group by author_id having count(*) >= ?|select author_id, count(*) from comments_01024_02047 group by author_id having count(*) >= ?
            select 1 + count(*) from comments|select 1 + count(*) from comments_01024_02047
            select comment_id, row_number() over (order by comment_id) r from comments|select comment_id, row_number() over (order by comment_id) r from comments_01024_02047
            select body from comments where thread_id = ? order by comment_id limit ?|select body from comments_01024_02047 where thread_id = ? order by comment_id limit ?
            select body from comments where thread_id = ? order by comment_id limit ?, ?|select body from comments_01024_02047 where thread_id = ? order by comment_id limit ?, ?
            select body from comments where comment_id in (?, ?) for update skip locked|select body from comments_01024_02047 where comment_id in (?, ?) for update skip locked
            select body from comments where comment_id = ? for update nowait|select body from comments_01024_02047 where comment_id = ? for update nowait
            select comment_id from comments where comment_id = ? for share|select comment_id from comments_01024_02047 where comment_id = ? for share
            insert into comments (comment_id, body) values (?, ?), (?, ?)|insert into comments_01024_02047 (comment_id, body) values (?, ?), (?, ?)
            insert into comments (comment_id, body) values (?, ?) on duplicate key update body = values(body)|insert into comments_01024_02047 (comment_id, body) values (?, ?) on duplicate key update body = values(body)
            insert ignore into comments (comment_id, thread_id) select thread_id, thread_id from threads|insert ignore into comments_01024_02047 (comment_id, thread_id) select thread_id, thread_id from threads_01024_02047
            replace into comments (comment_id, body) values (?, ?)|replace into comments_01024_02047 (comment_id, body) values (?, ?)
            update threads set comment_count = comment_count + 1, last_comment_id = last_insert_id(if(? > last_comment_id, ?, last_comment_id + 1)) where thread_id = ? and state = 'open'|update threads_01024_02047 set comment_count = comment_count + 1, last_comment_id = last_insert_id(if(? > last_comment_id, ?, last_comment_id + 1)) where thread_id = ? and state = 'open'
            delete from comments where comment_id = ? limit 100|delete from comments_01024_02047 where comment_id = ? limit 100
            with recent as (select thread_id from comments where comment_id > ?) select t.title from threads t join recent r on r.thread_id = t.thread_id|with recent as (select thread_id from comments_01024_02047 where comment_id > ?) select t.title from threads_01024_02047 t join recent r on r.thread_id = t.thread_id
            select last_insert_id()|select last_insert_id()
            select body from comments where body = 'a;b''c;' or body = "/*!" /* ; */|select body from comments_01024_02047 where body = 'a;b''c;' or body = "/*!" /* ; */
            select 'comments' from comments|select 'comments' from comments_01024_02047
            """)
    void statementOfOneBucket_compilesToItsTables(String logical, String physical) {
        assertThat(COMPILER.compile(logical).forBucket(new BucketId(1_024, 2_047)))
                .isEqualTo(physical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select body from nowhere",
                "select body from comments_02048_03071 where comment_id = ?",
                "select nothing from comments",
                "select body from tessera_in_5.comments",
                "select user from mysql.user",
                "select table_name from information_schema.tables",
                "select * from comments",
                "select c.* from comments c",
                "create table t (a int)",
                "alter table comments add column x int",
                "drop table comments",
                "truncate table comments",
                "rename table comments to c",
                "set session sql_log_bin = 0",
                "commit",
                "begin",
                "lock tables comments read",
                "call something()",
                "load data infile 'x' into table comments",
                "show tables",
                "select body from comments; delete from comments",
                "select body from comments;",
                "select body from comments where body = 'it\\'s' ; delete from comments",
                "select body from comments /*! union select display_name from users_02048_03071 */",
                "select body from comments /*!80000 , users_02048_03071 */",
                "selec body",
                "use mysql",
                "select body from comments_tessera_placeholder_2002",
            })
    void statementThatLeavesItsBucket_isRefusedAndQuoted(String sql) {
        assertThatThrownBy(() -> COMPILER.compile(sql))
                .isInstanceOf(StatementRefusedException.class)
                .hasMessageStartingWith("refused: ")
                .hasMessageEndingWith(": " + StatementSummary.of(sql));
    }

    private static LogicalTable table(String name, String... columns) {
        return new LogicalTable(
                name,
                List.of(columns).stream()
                        .map(column -> new LogicalTable.LogicalColumn(column, Types.BIGINT, false))
                        .toList());
    }
}
