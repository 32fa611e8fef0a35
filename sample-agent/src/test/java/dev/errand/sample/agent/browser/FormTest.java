package dev.errand.sample.agent.browser;

import java.net.URI;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FormTest {

    private static final URI PAGE = URI.create("http://site.example/consent?a=b");
    private static final String HTML = """
            <form action="/search"><input name="q"></form>
            <form action="decide" method="post">
              <input type="hidden" name="_csrf" value="t&amp;1">
              <input name="amount" value="50.00">
              <input type="checkbox" name="scope" value="read:orders" checked>
              <input type="checkbox" name="scope" value="write:refunds" checked>
              <input type="checkbox" name="session">
              <input name="gone" value="x" disabled>
              <select name="unit"><option value="a">A</option><option value="b" selected>B</option></select>
              <button name="decision" value="approve">Approve</button>
              <button name="decision" value="deny">Deny</button>
            </form>""";

    private final Landing.Page page = new Landing.Page(PAGE, 200, Jsoup.parse(HTML));

    @Test
    void sendsWhatBrowserWouldSendAndTheClickedButtonAlone() {
        Form form = Form.holding("button[name=decision]", page).orElseThrow().with("decision", "deny");
        assertThat(form.action()).hasToString("http://site.example/decide");
        assertThat(form.encoded()).isEqualTo(
                "_csrf=t%261&amount=50.00&scope=read%3Aorders&scope=write%3Arefunds&unit=b&decision=deny");
    }

    @Test
    void formWithoutActionGoesToItsPage() {
        Landing.Page own = new Landing.Page(PAGE, 200, Jsoup.parse("<form><input name=password></form>"));
        assertThat(Form.holding("input[name=password]", own).orElseThrow().action()).isEqualTo(PAGE);
    }

    @Test
    void thereIsNoFormWithWhatThePageLacks() {
        assertThat(Form.holding("input[name=password]", page)).isEmpty();
    }

    @Test
    void tellsNoValues() {
        assertThat(Form.holding("input[name=amount]", page).orElseThrow().with("password", "geheim").toString())
                .contains("password").doesNotContain("geheim");
    }

}
