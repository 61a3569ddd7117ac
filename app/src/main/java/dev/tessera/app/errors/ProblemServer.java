package dev.tessera.app.errors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.server.ServerFactory;
import io.dropwizard.core.setup.Environment;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Configures a server to send problem documents instead of Dropwizard's three default formats. */
public final class ProblemServer {
    private ProblemServer() {}

    public static void install(ServerFactory factory, Environment environment, ObjectMapper json) {
        if (factory instanceof AbstractServerFactory configured) {
            configured.setRegisterDefaultExceptionMappers(false);
        }
        JettyProblemHandler handler = new JettyProblemHandler(json);
        environment.getApplicationContext().setErrorHandler(handler);
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            // The server is made after this, with an error handler of its own that writes HTML.
            @Override
            public void lifeCycleStarting(LifeCycle starting) {
                if (starting instanceof Server server) {
                    server.setErrorHandler(handler);
                }
            }
        });
    }
}
