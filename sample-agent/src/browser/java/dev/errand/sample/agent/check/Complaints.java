package dev.errand.sample.agent.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;

/** What a page makes the browser complain about, refusals by the content security policy among it. */
final class Complaints implements AutoCloseable {

    private static final Set<String> SERIOUS = Set.of("error", "warning");

    private final Page page;
    private final List<String> all = new ArrayList<>();
    private final Consumer<ConsoleMessage> console = this::read;
    private final Consumer<String> error = all::add;

    Complaints(Page page) {
        this.page = page;
        page.onConsoleMessage(console);
        page.onPageError(error);
    }

    private void read(ConsoleMessage message) {
        if (SERIOUS.contains(message.type())) {
            all.add(message.text());
        }
    }

    List<String> all() {
        return List.copyOf(all);
    }

    @Override
    public void close() {
        page.offConsoleMessage(console);
        page.offPageError(error);
    }

}
