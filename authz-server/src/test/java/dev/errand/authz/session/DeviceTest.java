package dev.errand.authz.session;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 | Firefox, Linux",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 | Chrome, Windows",
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0 | Edge, Windows",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15 | Safari, macOS",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 CriOS/140 Mobile Safari/604.1 | Chrome, iOS",
        "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36 | Chrome, Android",
        "Dalvik/2.1.0 (Linux; U; Android 15) | Android",
        "curl/8.5.0 | curl/8.5.0"})
    void isKnownByItsFirstSign(String words, String brief) {
        assertThat(new Device(words).brief()).isEqualTo(brief);
    }

    @Test
    void keepsNothingThatDoesNotPrintAndNoMoreThanFits() {
        assertThat(new Device(" a\u0000b\u202e\n<b>c ").words()).isEqualTo("ab<b>c");
        assertThat(new Device("x".repeat(5000)).words()).hasSize(Device.MOST);
    }
}
