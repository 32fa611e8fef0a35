package dev.errand.dpop.firstuse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class UseKeyTest {

    @Test
    void isTheSameForTheSameParts() {
        assertThat(UseKey.of("proof", "a", "b")).isEqualTo(UseKey.of("proof", "a", "b"));
        assertThat(UseKey.of("proof", "a", "b").digest()).hasSize(43);
    }

    @Test
    void isAnotherWhereverThePartsAreCutOtherwise() {
        assertThat(UseKey.of("proof", "ab", "c")).isNotEqualTo(UseKey.of("proof", "a", "bc"))
                .isNotEqualTo(UseKey.of("proof", "abc")).isNotEqualTo(UseKey.of("proof", "ab", "c", ""))
                .isNotEqualTo(UseKey.of("proof", "c", "ab"));
        assertThat(UseKey.of("a", "b").digest()).isNotEqualTo(UseKey.of("b", "b").digest());
    }

    @ParameterizedTest
    @CsvSource({"Proof,x", "'',x", "a b,x", "proof,short", "proof,''"})
    void refusesWhatAColumnCouldNotHold(String kind, String digest) {
        assertThatIllegalArgumentException().isThrownBy(() -> new UseKey(kind, digest));
    }
}
