package dev.tessera.shardconfig.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a session by its purpose, and the query that checks them. Otherwise the meaning of its statements would depend on the
 * server's global variables and on {@code init_connect}, which can be changed at any time. Immutable.
 */
public final class SessionPins {
    private static final String RIGHTS_HINT = "the account may not set it: `set global` on the server";

    private final SessionPurpose purpose;
    private final List<Pin> pins;
    private final List<Pin> read;

    private SessionPins(SessionPurpose purpose) {
        this.purpose = purpose;
        this.pins =
                PinnedVariables.ALL.stream().filter(pin -> pin.isFor(purpose)).toList();
        this.read = pins.stream().filter(Pin::isRead).toList();
    }

    public static SessionPins of(SessionPurpose purpose) {
        return new SessionPins(purpose);
    }

    /** The names of all variables that are pinned for any purpose. */
    public static Set<String> variables() {
        return PinnedVariables.ALL.stream().map(Pin::variable).collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Assignments as Connector/J's {@code sessionVariables} takes them, and as a {@code SET SESSION} would for each. They mean the same in
     * every {@code sql_mode} and character set that a session can begin with, and end a transaction that {@code init_connect} may have begun.
     */
    public String settings() {
        // Turning autocommit on again ends what is open; turning on what is on does not.
        return Stream.concat(
                        Stream.of("autocommit=0"),
                        pins.stream()
                                .filter(pin ->
                                        pin.handling() == Pin.Handling.SET || pin.handling() == Pin.Handling.SET_UNREAD)
                                .map(pin -> pin.assignment(purpose)))
                .collect(Collectors.joining(","));
    }

    /** What SET NAMES sets after a driver has set what it knows encodings by; empty where the driver's own is right. */
    public Optional<String> characterSet() {
        return purpose == SessionPurpose.TRANSFER ? Optional.of("binary") : Optional.empty();
    }

    /** One statement whose one row says what the session has; its values, as text and in order, go to the others here. */
    public String question() {
        return read.stream()
                .map(pin -> "@@session." + pin.variable())
                .collect(Collectors.joining(", ", "select ", ", database(), current_role()"));
    }

    /** How many values the answer to {@link #question} has; whoever adds to it finds his own behind them. */
    public int width() {
        return read.size() + 2;
    }

    /** The statement that sets what {@link #settings} leaves out because few accounts may; empty when nothing of it differs. */
    public Optional<String> repair(List<@Nullable String> answer) {
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            Pin pin = read.get(i);
            if (pin.handling() == Pin.Handling.SET_IF_DIFFERENT
                    && pin.problem(purpose, answer.get(i)).isPresent()) {
                assignments.add("session " + pin.assignment(purpose));
            }
        }
        return assignments.isEmpty() ? Optional.empty() : Optional.of("set " + String.join(", ", assignments));
    }

    /**
     * Why a session can't be used: variable, value found, value needed. Empty when it can.
     *
     * @param schema that the session was opened with; null for none
     */
    public List<String> problems(List<@Nullable String> answer, @Nullable String schema) {
        List<String> problems = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            Pin pin = read.get(i);
            boolean mayBeForbidden = pin.handling() == Pin.Handling.SET_IF_DIFFERENT;
            pin.problem(purpose, answer.get(i))
                    .map(problem -> mayBeForbidden ? problem + " (" + RIGHTS_HINT + ")" : problem)
                    .ifPresent(problems::add);
        }
        differs(
                        "database()",
                        answer.get(read.size()),
                        schema == null ? "NULL" : schema,
                        "init_connect may have said USE")
                .ifPresent(problems::add);
        if (purpose == SessionPurpose.APP) {
            differs(
                            "current_role()",
                            answer.get(read.size() + 1),
                            "NONE",
                            "the app needs no right but those that it was given itself; look at default roles,"
                                    + " activate_all_roles_on_login and init_connect")
                    .ifPresent(problems::add);
        }
        return problems;
    }

    private static Optional<String> differs(String what, @Nullable String found, String right, String reason) {
        String is = found == null ? "NULL" : found;
        return is.equals(right)
                ? Optional.empty()
                : Optional.of(what + " is '" + is + "' and must be '" + right + "': " + reason);
    }
}
