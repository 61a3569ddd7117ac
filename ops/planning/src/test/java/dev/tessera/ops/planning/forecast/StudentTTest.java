package dev.tessera.ops.planning.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Against printed tables and what is known in closed form. */
class StudentTTest {
    @Test
    void quantilesOfTheTables_haveTheirProbabilities() {
        assertThat(new StudentT(2).cumulative(4.302652729749464)).isCloseTo(0.975, within(1e-9));
        assertThat(new StudentT(10).cumulative(2.228138851986274)).isCloseTo(0.975, within(1e-9));
        assertThat(new StudentT(10).cumulative(-2.763769458112696)).isCloseTo(0.01, within(1e-9));
        assertThat(new StudentT(120).cumulative(1.979930405052777)).isCloseTo(0.975, within(1e-9));
    }

    @Test
    void oneDegreeOfFreedom_isCauchys() {
        for (double t : new double[] {-50, -1, -0.1, 0, 0.3, 7, 1e6}) {
            assertThat(new StudentT(1).cumulative(t)).isCloseTo(0.5 + Math.atan(t) / Math.PI, within(1e-10));
        }
    }
}
