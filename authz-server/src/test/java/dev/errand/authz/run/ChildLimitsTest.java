package dev.errand.authz.run;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** How far runs may branch at all. */
class ChildLimitsTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "3, 16", "6, 1000"})
    void mayBeConfigured(int depth, int children) {
        assertThat(new ChildLimits(depth, children)).extracting(ChildLimits::maxDepth, ChildLimits::maxChildren)
                .containsExactly(depth, children);
    }

    @ParameterizedTest
    @CsvSource({"-1, 16", "7, 16", "3, 0", "3, 1001"})
    void mayNotBeConfigured(int depth, int children) {
        assertThatThrownBy(() -> new ChildLimits(depth, children)).hasMessageContaining("0 to 6 generations")
                .hasMessageContaining("1 to 1000 children").hasMessageContaining("introspection");
    }
}
