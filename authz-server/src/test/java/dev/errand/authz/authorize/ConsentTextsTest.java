package dev.errand.authz.authorize;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.support.ResourceBundleMessageSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The consent page's counts agree with what they count. */
class ConsentTextsTest {

    @ParameterizedTest
    @CsvSource({"0, 0 calls", "1, one call", "2, 2 calls", "10, 10 calls", "1000, 1000 calls"})
    void saysHowManyCalls(int calls, String text) {
        ResourceBundleMessageSource texts = new ResourceBundleMessageSource();
        texts.setBasename("messages/consent");
        texts.setDefaultEncoding(StandardCharsets.UTF_8.name());

        assertThat(texts.getMessage("consent.calls", new Object[] {calls}, Locale.ENGLISH)).isEqualTo(text);
    }
}
