package dev.errand.toolscope.registry;

import dev.errand.toolscope.testing.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class H2ListPlansTest extends ListPlansContract {

    H2ListPlansTest() {
        super(TestDatabase.H2);
    }

    @Override
    void followsAnIndex(String plan) {
        assertThat(plan).contains("/* index sorted */").doesNotContain(".tableScan");
    }
}
