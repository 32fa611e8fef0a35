package dev.errand.authz.badinput;

import java.util.function.Function;

import dev.errand.authz.badinput.AgentForms.Good;

/** Documents spoilt in one place, and whether their answers name that place. */
final class SpoiltJson {

    private final Barrage barrage;

    SpoiltJson(Barrage barrage) {
        this.barrage = barrage;
    }

    /** {@code authorization_details}: refused with the member's name, unless what was left out was optional. */
    void details(Good good, BadJson bad) {
        String what = good.name() + " with " + bad.path() + " " + bad.kind();
        boolean optional = bad.kind().equals(BadJson.LEFT_OUT) || bad.path().endsWith(".purpose");
        WireReply reply = barrage.send(good.endpoint(), good.with(r -> r.with("authorization_details", bad.text())),
                Badness.odd(what, r -> r));
        barrage.expect(what, reply.refusal(), (optional ? "20[01]  |" : "")
                + "400 invalid_(authorization_details|scope|target) .*|400 invalid_request parameter_malformed");
        boolean malformed = reply.member("reason").equals("details_malformed");
        if (reply.status() == 400
                && (malformed ? !bad.isAbout(reply.member("parameter")) : reply.member("parameter").isEmpty())) {
            barrage.expect(what + " names", reply.member("parameter"), bad.path());
        }
    }

    /** An element of a report: refused alone, with the member's name and a row of its own. */
    void report(Endpoint reports, BadJson bad, Function<String, WireRequest> report) {
        String what = "report with " + bad.path() + " " + bad.kind();
        Caller tool = new Caller("tool", true, _ -> true, _ -> report.apply("[" + bad.text() + "]"));
        WireReply reply = barrage.send(reports, tool, Badness.odd(what, r -> r));
        String problem = reply.json().orElseThrow().path(0).path("problem").asString("");
        boolean malformed = problem.startsWith("[0]");
        barrage.expect(what, reply.refusal(), "200  |400 invalid_request body_malformed");
        barrage.expect(what + " rows", "" + barrage.written().refused(), malformed || reply.status() == 400 ? "1" : "0");
        if (malformed && !bad.isAbout(problem.split(" ", 2)[0])) {
            barrage.expect(what + " names", problem, bad.path());
        }
    }
}
