package dev.errand.sample.tools.wiring;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartUpChecksTest {

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./data/x;WRITE_DELAY=0", "jdbc:h2:./x;MODE=PostgreSQL;write_delay=0;X=1",
        "jdbc:h2:mem:x", "jdbc:postgresql://localhost/x"})
    void startsOnAStoreThatKeepsWhatItAcknowledged(String url) {
        assertThatCode(() -> StartUpChecks.requireDurable(url)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:h2:file:./data/x", "jdbc:h2:file:./data/x;WRITE_DELAY=500", "jdbc:h2:~/x",
        "jdbc:h2:file:./x;WRITE_DELAY=00", "JDBC:H2:tcp://localhost/x"})
    void refusesAStoreThatForgets(String url) {
        assertThatThrownBy(() -> StartUpChecks.requireDurable(url)).hasMessageContaining("WRITE_DELAY=0");
    }
}
