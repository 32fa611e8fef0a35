package dev.errand.sample.agent.crawl;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.errand.sample.agent.check.Visit;
import dev.errand.sample.agent.chromium.Window;

/**
 * Follows every link from the first page on. Of links that differ only in whom or what they are about, it follows a few:
 * the pages behind them are one template.
 */
final class Walk {

    private static final int OF_A_KIND = 2;
    private static final String LINKS = "() => [...document.querySelectorAll('a[href]')].map(a => a.href)";

    private final Window window;
    private final PageList pages;
    private final Consumer<Visit> onPage;
    private final Deque<URI> ahead = new ArrayDeque<>();
    private final Map<Alike, Set<String>> seen = new HashMap<>();
    private final Set<String> found = new TreeSet<>();
    private final Set<String> unknown = new TreeSet<>();

    /** What addresses of one template have in common: the page, and the names in their queries. */
    private record Alike(PageList.Page page, String query) {}

    /** @param onPage what is done at each page */
    Walk(Window window, PageList pages, Consumer<Visit> onPage) {
        this.window = window;
        this.pages = pages;
        this.onPage = onPage;
    }

    /** Walks from here to the end. */
    Walk from(String path) {
        ahead.add(window.site().resolve(path));
        while (!ahead.isEmpty()) {
            visit(ahead.remove());
        }
        return this;
    }

    /** The pages of the list that were found. */
    Set<String> found() {
        return found;
    }

    /** Links that lead to no page of the list. */
    Set<String> unknown() {
        return unknown;
    }

    private void visit(URI uri) {
        Optional<PageList.Page> page = pages.at(uri.getPath());
        if (page.isEmpty()) {
            unknown.add(window.path() + " leads to " + uri.getPath());
            return;
        }
        found.add(page.get().pattern());
        Set<String> alike = seen.computeIfAbsent(new Alike(page.get(), query(uri)), key -> new TreeSet<>());
        if (alike.size() < OF_A_KIND && alike.add(local(uri))) {
            Visit visit = Visit.to(window, local(uri));
            ((List<?>) window.page().evaluate(LINKS)).stream().map(String::valueOf).map(URI::create).filter(this::within)
                    .forEach(ahead::add);
            onPage.accept(visit);
        }
    }

    private boolean within(URI uri) {
        return window.site().getAuthority().equals(uri.getAuthority()) && !uri.getPath().startsWith("/admin/");
    }

    private static String query(URI uri) {
        return uri.getQuery() == null
                ? ""
                : Arrays.stream(uri.getQuery().split("&")).map(pair -> pair.split("=", 2)[0]).sorted().distinct()
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String local(URI uri) {
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }

}
