package dev.errand.sample.agent.crawl;

import dev.errand.sample.agent.browser.Account;
import dev.errand.sample.agent.stage.Stage;

/** Who walks through the pages. */
enum Visitor {
    ADMIN('a'), AUDITOR('r'), USER('u');

    private final char letter;

    Visitor(char letter) {
        this.letter = letter;
    }

    /** Stands for them in the list of pages. */
    char letter() {
        return letter;
    }

    Account account(Stage stage) {
        return switch (this) {
            case ADMIN -> stage.admin();
            case AUDITOR -> stage.auditor();
            case USER -> stage.user();
        };
    }
}
