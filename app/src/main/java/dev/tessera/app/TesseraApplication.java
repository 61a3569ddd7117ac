package dev.tessera.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tessera.app.api.JsonBodyReader;
import dev.tessera.app.api.JsonBodyWriter;
import dev.tessera.app.api.WireJson;
import dev.tessera.app.core.Core;
import dev.tessera.app.core.page.CursorCodec;
import dev.tessera.app.db.AuthoredCommentPayloads;
import dev.tessera.app.errors.ProblemMapper;
import dev.tessera.app.errors.ProblemServer;
import dev.tessera.app.errors.RequestIds;
import dev.tessera.app.health.ShardHealth;
import dev.tessera.app.metrics.MetricsEndpoint;
import dev.tessera.app.resources.CommentsResource;
import dev.tessera.app.resources.EventStreams;
import dev.tessera.app.resources.ThreadChangesResource;
import dev.tessera.app.resources.ThreadCommentsResource;
import dev.tessera.app.resources.ThreadEventsFilter;
import dev.tessera.app.resources.ThreadsResource;
import dev.tessera.app.resources.UsersResource;
import dev.tessera.router.DirectoryFormatException;
import dev.tessera.router.ShardRouter;
import dev.tessera.router.open.ShardRouters;
import dev.tessera.shardconfig.OutOfMemory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import net.sourceforge.argparse4j.inf.Namespace;
import org.eclipse.jetty.util.component.LifeCycle;

/** One instance of the HTTP API. Stateless: any number can run in parallel. */
public class TesseraApplication extends Application<TesseraConfiguration> {
    private static final String OWN_CONFIGURATION = "classpath:/dev/tessera/app/default.yml";
    /** Exit code of a start on a directory that this version doesn't read: to try again changes nothing. */
    private static final int WRONG_DIRECTORY = 2;

    private static final String RELATIVE_LOCATIONS =
            "jersey.config.server.headers.location.relative.resolution.disabled";

    /** {@code server} alone takes the configuration that comes with the app; {@code server config.yml} another. */
    public static void main(String[] arguments) throws Exception {
        // ShardingSphere reads keywords with the machine's locale; in a Turkish one `min` becomes MİN.
        Locale.setDefault(Locale.ROOT);
        OutOfMemory.endsThisProcess();
        boolean isServerAlone = Arrays.equals(arguments, new String[] {"server"});
        new TesseraApplication().run(isServerAlone ? new String[] {"server", OWN_CONFIGURATION} : arguments);
    }

    @Override
    public String getName() {
        return "tessera";
    }

    @Override
    public void initialize(Bootstrap<TesseraConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(
                new SubstitutingSourceProvider(new ConfigurationSources(), new EnvironmentVariableSubstitutor(false)));
    }

    @Override
    protected void addDefaultCommands(Bootstrap<TesseraConfiguration> bootstrap) {
        bootstrap.addCommand(new Serve(this));
        bootstrap.addCommand(new CheckCommand<>(this));
    }

    @Override
    protected void onFatalError(Throwable failure) {
        if (failure instanceof DirectoryFormatException) {
            System.exit(WRONG_DIRECTORY);
        }
        super.onFatalError(failure);
    }

    @Override
    public void run(TesseraConfiguration configuration, Environment environment) {
        ObjectMapper json = WireJson.mapper();
        ShardRouter router = ShardRouters.open(configuration.router());
        environment.lifecycle().manage(new AutoCloseableManager(router));
        Core core = new Core(
                router,
                clock(configuration.clockOffset()),
                new AuthoredCommentPayloads(json),
                configuration.relayAfterCommit(),
                configuration.sweepPause());
        core.actors().forEach(actor -> environment.lifecycle().manage(new ManagedActor(actor)));
        ProblemServer.install(configuration.getServerFactory(), environment, json);
        CursorCodec cursors = new CursorCodec(configuration.cursorKey());
        register(environment.jersey(), core, cursors, json);
        listen(environment, core, cursors, json);
        ShardHealth.install(router, environment);
        MetricsEndpoint.install(router, core.threadEvents(), environment);
    }

    /** Events are answered before Jersey; they end when the server begins to stop, which would wait for them. */
    private static void listen(Environment environment, Core core, CursorCodec cursors, ObjectMapper json) {
        EventStreams streams = new EventStreams(core.threadEvents(), cursors, json);
        FilterRegistration.Dynamic filter = environment
                .servlets()
                .addFilter(
                        "thread-events",
                        new ThreadEventsFilter(core.threads(), streams, cursors, new ProblemMapper(json)));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, ThreadEventsFilter.PATHS);
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle stopping) {
                streams.goAway();
            }
        });
    }

    private static void register(JerseyEnvironment jersey, Core core, CursorCodec cursors, ObjectMapper json) {
        // Behind a proxy an instance doesn't know its own name: locations are paths.
        jersey.property(RELATIVE_LOCATIONS, true);
        jersey.register(new RequestIds());
        jersey.register(new ProblemMapper(json));
        jersey.register(new JsonBodyReader(json));
        jersey.register(new JsonBodyWriter(json));
        jersey.register(new UsersResource(core.users(), core.authoredComments(), cursors));
        jersey.register(new ThreadsResource(core.threads()));
        jersey.register(
                new ThreadCommentsResource(core.threads(), core.comments(), core.commentWriter(), cursors, json));
        jersey.register(new ThreadChangesResource(core.threadChanges(), cursors));
        jersey.register(new CommentsResource(core.comments(), core.commentEditor()));
    }

    /** In whole milliseconds, as the columns hold them: an answer must not say more than a later read. */
    private static Clock clock(Duration offset) {
        return Clock.offset(Clock.tickMillis(ZoneOffset.UTC), offset);
    }

    /** Dropwizard's command, which says in one message why it can't begin where a stack trace would tell no more. */
    private static final class Serve extends ServerCommand<TesseraConfiguration> {
        Serve(TesseraApplication application) {
            super(application);
        }

        @Override
        public void onError(Cli cli, Namespace namespace, Throwable failure) {
            if (failure instanceof DirectoryFormatException) {
                cli.getStdErr().println("tessera: " + failure.getMessage());
            } else {
                super.onError(cli, namespace, failure);
            }
        }
    }
}
