package dev.errand.sample.agent.check;

import java.util.ArrayList;
import java.util.List;

/** The page's own headers: a strict content security policy, and no copy of the page in any cache. */
final class StrictHeaders implements PageCheck {

    @Override
    public List<String> findings(Visit visit) {
        String policy = visit.headers().getOrDefault("content-security-policy", "");
        List<String> findings = new ArrayList<>();
        for (String demanded : List.of("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")) {
            if (!policy.contains(demanded)) {
                findings.add("the policy lacks " + demanded);
            }
        }
        if (policy.contains("unsafe-")) {
            findings.add("the policy is unsafe: " + policy);
        }
        if (!visit.headers().getOrDefault("cache-control", "").contains("no-store")) {
            findings.add("may be stored in a cache");
        }
        return findings;
    }

}
