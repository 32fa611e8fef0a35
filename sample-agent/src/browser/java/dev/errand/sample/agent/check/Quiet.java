package dev.errand.sample.agent.check;

import java.util.List;
import java.util.regex.Pattern;

/** Nothing in the console: no script error, nothing missing, nothing that the content security policy refused. */
final class Quiet implements PageCheck {

    /** The browser reports the status of a page that is itself a refusal. */
    private static final Pattern OWN_STATUS = Pattern.compile("Failed to load resource: .* status of 4\\d\\d .*");

    @Override
    public List<String> findings(Visit visit) {
        boolean refusal = visit.status() >= 400;
        return visit.complaints().stream().filter(text -> !(refusal && OWN_STATUS.matcher(text).matches()))
                .map(text -> "console: " + text).toList();
    }

}
