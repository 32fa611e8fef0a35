package dev.errand.toolscope.report;

/**
 * The ledger's word on one report.
 *
 * @param kind what follows for the outbox
 * @param problem what is wrong with a rejected report, at most 255 characters; empty otherwise
 */
record ReportStatus(Kind kind, String problem) {

    private static final int LONGEST_PROBLEM = 255;

    enum Kind {
        DELIVERED, REJECTED, RETRY
    }

    static ReportStatus of(String status, String problem) {
        Kind kind = switch (status) {
            case "recorded", "duplicate" -> Kind.DELIVERED;
            case "conflict", "refused" -> Kind.REJECTED;
            default -> Kind.RETRY;
        };
        String words = status + ": " + problem;
        return new ReportStatus(kind, words.substring(0, Math.min(words.length(), LONGEST_PROBLEM)));
    }
}
