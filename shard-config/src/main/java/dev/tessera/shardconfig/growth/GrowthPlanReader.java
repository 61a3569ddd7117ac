package dev.tessera.shardconfig.growth;

import dev.tessera.shardconfig.cluster.ClusterConfig;
import dev.tessera.shardconfig.cluster.ClusterName;
import dev.tessera.shardconfig.internal.yaml.ConfigProblems;
import dev.tessera.shardconfig.internal.yaml.YamlMapping;
import dev.tessera.shardconfig.internal.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/** Builds a {@link GrowthPlan} from the mappings of its file, and continues after each problem. */
final class GrowthPlanReader {
    private static final Share LEAST_TOLERANCE = new Share(10);
    private static final Share MOST_TOLERANCE = new Share(5_000);

    private final ClusterConfig cluster;
    private final ConfigProblems problems;

    GrowthPlanReader(ClusterConfig cluster, ConfigProblems problems) {
        this.cluster = cluster;
        this.problems = problems;
    }

    GrowthPlan read(YamlMapping yaml) {
        Optional<ClusterName> name = yaml.required("cluster", YamlScalar.text(ClusterName::new));
        Optional<Share> tolerance = yaml.optionalMapping("balance").flatMap(GrowthPlanReader::balance);
        CapacityReader.Capacities capacities =
                yaml.requiredMapping("capacity").map(CapacityReader::read).orElse(CapacityReader.Capacities.NONE);
        List<YamlMapping> mappings = yaml.requiredMappings("stages");
        List<StageReader.ReadStage> stages = StageReader.read(mappings);
        yaml.refuseOtherKeys();
        name.filter(other -> !other.equals(cluster.name()))
                .ifPresent(other -> yaml.problem("cluster", isAnother(other)));
        // A stage that can't be read would make those around it look wrong.
        if (stages.size() == mappings.size()) {
            new StageChecks(stages, capacities).run();
            new ClusterChecks(cluster, stages, capacities).run(yaml);
        }
        problems.throwIfAny();
        return new GrowthPlan(
                name.orElseThrow(),
                tolerance.orElse(GrowthPlan.DEFAULT_TOLERANCE),
                capacities.standard().orElseThrow(),
                capacities.exceptions(),
                stages.stream().map(StageReader.ReadStage::stage).toList());
    }

    private String isAnother(ClusterName other) {
        return "'" + other + "' is another cluster; the cluster.yml beside it is of '" + cluster.name() + "'";
    }

    private static Optional<Share> balance(YamlMapping yaml) {
        Optional<Share> tolerance = yaml.required("tolerance", YamlScalar.text(Share::parse));
        yaml.refuseOtherKeys();
        tolerance
                .filter(share -> !isTolerance(share))
                .ifPresent(share -> yaml.problem("tolerance", noTolerance(share)));
        return tolerance;
    }

    static boolean isTolerance(Share share) {
        return share.basisPoints() >= LEAST_TOLERANCE.basisPoints()
                && share.basisPoints() <= MOST_TOLERANCE.basisPoints();
    }

    static String noTolerance(Share share) {
        return "a tolerance is " + LEAST_TOLERANCE + " to " + MOST_TOLERANCE + ", not " + share;
    }
}
