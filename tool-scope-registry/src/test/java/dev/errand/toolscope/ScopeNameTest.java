package dev.errand.toolscope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ScopeNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"write:refunds-under-50", "read:orders", "a:0", "x-1:y",
        "read:0123456789-0123456789-0123456789-0123456789-0123456789-1234"})
    void acceptsANamespaceAndAName(String name) {
        assertThat(ScopeName.parse(name)).contains(new ScopeName(name));
        assertThat(new ScopeName(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "write:*", "write:refunds-under-*", "write:refunds-under-50 admin", "write", "write:",
        ":refunds", "write::refunds", "write:refunds:all", "Write:refunds", "write:Refunds", "wr\u0456te:refunds",
        "\uFF57rite:refunds", "write:re\u200Dfunds", "write:refunds\n", " write:refunds", "write:-refunds", "1write:x",
        "write:refünds", "write:refu\u0308nds", "read:0123456789-0123456789-0123456789-0123456789-0123456789-12345"})
    void refusesWildcardsConfusablesAndAnythingElse(String name) {
        assertThat(ScopeName.parse(name)).isEmpty();
        assertThatExceptionOfType(InvalidValue.class).isThrownBy(() -> new ScopeName(name));
    }
}
