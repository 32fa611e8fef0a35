package dev.errand.sample.agent.check;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Page;

/** A language, a title, one heading of the first order. */
final class Structured implements PageCheck {

    @Override
    public List<String> findings(Visit visit) {
        Page page = visit.page();
        List<String> findings = new ArrayList<>();
        if (page.locator("html[lang]").count() != 1) {
            findings.add("no lang");
        }
        if (page.title().isBlank()) {
            findings.add("no title");
        }
        int headings = page.locator("h1").count();
        if (headings != 1) {
            findings.add(headings + " headings h1");
        }
        return findings;
    }

}
