package dev.tessera.testbed;

import dev.tessera.testbed.server.MySqlServer;
import dev.tessera.testbed.server.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives a test class real MySQL servers: running, not paused, and empty.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MySqlExtension mysql = MySqlExtension.servers(2);
 * }</pre>
 *
 * {@link #servers} come from a pool that all test classes of the JVM share, so classes must run one at a time. A test
 * may kill, pause and reconfigure them: the next class finds them in order. {@link #fresh} starts servers for one class
 * alone, with options of its own.
 */
public final class MySqlExtension
        implements ExecutionCondition, BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    /** True in the fast tier, {@code mvn verify -Pfast}: what needs a server isn't run. */
    public static final String FAST = "tessera.fast";

    private final int count;
    private final boolean cleanBeforeEach;
    private final boolean fresh;
    private final UnaryOperator<ServerSpec> spec;
    private List<MySqlServer> servers = List.of();

    private MySqlExtension(int count, boolean cleanBeforeEach, boolean fresh, UnaryOperator<ServerSpec> spec) {
        this.count = count;
        this.cleanBeforeEach = cleanBeforeEach;
        this.fresh = fresh;
        this.spec = spec;
    }

    /** The first {@code count} servers of the pool. */
    public static MySqlExtension servers(int count) {
        return new MySqlExtension(count, false, false, UnaryOperator.identity());
    }

    /** New servers, for this class only. */
    public static MySqlExtension fresh(int count, UnaryOperator<ServerSpec> spec) {
        return new MySqlExtension(count, false, true, spec);
    }

    /** Puts the servers in order before each test, instead of once before the class. */
    public MySqlExtension cleanBeforeEach() {
        return new MySqlExtension(count, true, fresh, spec);
    }

    public MySqlServer server(int index) {
        return servers.get(index);
    }

    public List<MySqlServer> servers() {
        return servers;
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Boolean.getBoolean(FAST)
                ? ConditionEvaluationResult.disabled("the fast tier has no MySQL servers")
                : ConditionEvaluationResult.enabled("servers can be started");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        servers = fresh ? startFresh() : ServerPool.of(context).first(count);
    }

    private List<MySqlServer> startFresh() {
        List<MySqlServer> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            started.add(ServerPool.provider().start(spec.apply(ServerSpec.named("fresh-" + i))));
        }
        return List.copyOf(started);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (cleanBeforeEach) {
            servers.forEach(ServerPool::putInOrder);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (fresh) {
            servers.forEach(MySqlServer::close);
        }
    }
}
