package dev.errand.toolscope;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PlainTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"Refund up to 50.00 USD on one order", "Terms & conditions", "Café \"Größe\"", "注文", "a", "😀"})
    void acceptsOneLineOfText(String text) {
        assertThat(PlainText.problem(text, 40)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\nb", "a\r\nSet-Cookie: x", "a\tb", "a\u0000b", "a\u001Bb", "a\u007Fb", "a\u0085b",
        "a\u202Eb", "a\u2066b", "a\u200Bb", "a\u200Db", "\uFEFFa", "a\u2028b", "a\u00A0b", "a\u3000b", "a\uD800b",
        "a\uE000b", "a\uFFFFb", "Cafe\u0301", "<b>a</b>", "a > b", " a", "a ", "a  b", "a\u00ADb",
        "a text of more than forty characters, really"})
    void refusesWhatDoesNotReadTheSameToEveryone(String text) {
        assertThat(PlainText.problem(text, 40)).isPresent();
    }
}
