package dev.errand.authz.admin.ledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.ledger.EventEntry;
import dev.errand.authz.ledger.IssuanceEntry;
import dev.errand.authz.ledger.Ledger;
import dev.errand.authz.ledger.Outcome;
import dev.errand.authz.ledger.RefusalEntry;
import dev.errand.authz.ledger.ToolCallEntry;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The ledger over HTTP, as pages, as files and in the console. */
@WebServer
class LedgerApiTest {

    private static final String LEDGER = "/admin/api/v1/ledger/";
    private static final String TOOL = "https://refunds.example";

    private final MockMvc mvc;
    private final Users users;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final JdbcClient jdbc;
    private final LedgerReading reading;
    private final LedgerExport export;
    private String run;
    private String agent;

    @Autowired
    LedgerApiTest(MockMvc mvc, Users users, Ledger ledger, TransactionTemplate transaction, JsonMapper json,
            JdbcClient jdbc, LedgerReading reading, LedgerExport export) {
        this.mvc = mvc;
        this.users = users;
        this.ledger = ledger;
        this.transaction = transaction;
        this.json = json;
        this.jdbc = jdbc;
        this.reading = reading;
        this.export = export;
    }

    @BeforeEach
    void register() {
        run = "run-" + UUID.randomUUID();
        agent = "agent-" + UUID.randomUUID();
        for (Role role : Role.values()) {
            String name = "ledger-" + role.name().toLowerCase(Locale.ROOT);
            users.registerIfAbsent(new UserAccount(name, name, name, Set.of(role), true), users.hash("x"), "test");
        }
    }

    private Browser browser(String who) throws Exception {
        Browser browser = new Browser(mvc);
        browser.logIn("ledger-" + who, "x");
        return browser;
    }

    private MockHttpServletResponse fetch(String path) throws Exception {
        return browser("auditor").send(get(URI.create(path))).getResponse();
    }

    private JsonNode read(String path) throws Exception {
        MockHttpServletResponse response = fetch(path);
        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Cache-Control")).isEqualTo("no-store");
        return json.readTree(response.getContentAsString());
    }

    private String issue(String identifier) {
        String credential = "credential-" + UUID.randomUUID();
        Instant now = Instant.parse("2030-05-05T11:59:59Z");
        transaction.executeWithoutResult(_ -> ledger.issuance(new IssuanceEntry(credential, "credential",
                WebServer.ISSUER, "kid-1", run, "sid-1", "user-1", agent, "actor", TOOL, "write:refunds-under-50", 3, 3,
                """
                        [{"type":"tool_call","scope":"write:refunds-under-50","version":3,"locations":["%s"],"actions":\
                        ["create-refund"],"identifier":"%s","limits":{"amount":{"max":"20.00","currency":"USD"}},\
                        "free":["reason"]}]""".formatted(TOOL, identifier), "jkt-1", "consent-1", now, now.plusSeconds(60),
                "permit",
                "1", "token_exchange", "request-1")));
        return credential;
    }

    private void call(String credential, String identifier) {
        Instant started = Instant.parse("2030-05-05T12:00:00Z");
        ledger.toolCall(new ToolCallEntry(TOOL, UUID.randomUUID().toString(), credential, run, "write:refunds-under-50",
                "create-refund", identifier, "digest", Outcome.ALLOWED, null, started, started.plusMillis(7)));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # who, what, status
            user,    calls,                        403
            user,    export?of=calls&format=csv,   403
            user,    unreported,                   403
            auditor, calls,                        200
            auditor, issuances,                    200
            auditor, refusals,                     200
            auditor, events,                       200
            auditor, unreported,                   200
            auditor, export?of=events&format=json, 200
            auditor, ../usage,                     200
            user,    ../usage,                     403
            admin,   calls,                        200
            """)
    void letsAuditorsReadAllAndUsersNothing(String who, String what, int status) throws Exception {
        URI path = URI.create(LEDGER).resolve(what);
        assertThat(browser(who).send(get(path)).getResponse().getStatus()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # query, member at fault
            calls?agnet=x,                              agnet
            calls?alarm=true,                           alarm
            calls?outcome=good,                         outcome
            calls?since=yesterday,                      since
            calls?until=%2B999999999-01-01T00:00:00Z,   until
            calls?agent=a%20b,                          agent
            calls?tool=%00,                             tool
            calls?identifier=,                          identifier
            calls?run_id=x&run_id=y,                    run_id
            calls?limit=0,                              limit
            calls?limit=201,                            limit
            calls?after=x,                              after
            calls?after=WyJ4IiwieSJd,                   after
            calls?order=up,                             order
            issuances?outcome=allowed,                  outcome
            refusals?credential_id=x,                   credential_id
            refusals?consent_id=x,                      consent_id
            refusals?endpoint=a%20b,                    endpoint
            refusals?error=,                            error
            refusals?kind=x,                            kind
            events?alarm=yes,                           alarm
            events?kind=Registry%20changed,             kind
            events?jkt=x,                               jkt
            issuances?kind=token,                       kind
            issuances?session=%00,                      session
            unreported?kind=credential,                 kind
            calls?jkt=a%20b,                            jkt
            calls?request_id=,                          request_id
            calls?composition=%00,                      composition
            export?of=calls&format=csv&kind=x,          kind
            export?format=csv,                          of
            export?of=calls&format=xml,                 format
            export?of=calls&format=csv&limit=5,         limit
            ../usage?days=0,                            days
            ../usage?after=x,                           after
            """)
    void namesTheParameterAtFault(String query, String member) throws Exception {
        MockHttpServletResponse response = fetch(URI.create(LEDGER).resolve(query).toString());

        assertThat(response.getStatus()).isEqualTo(400);
        assertThat(json.readTree(response.getContentAsString()).get("member").stringValue()).isEqualTo(member);
    }

    @Test
    void pagesAndFilesSayTheSame() throws Exception {
        for (String identifier : List.of("order-1", "=1+1", "@x", "a\"b,c", "-", "grüß")) {
            call(issue(identifier), identifier);
        }
        String filter = "agent=" + agent;
        List<JsonNode> pages = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonNode page = read(LEDGER + "calls?limit=4&" + filter + next);
            page.get("items").forEach(pages::add);
            next = page.get("next").isNull() ? null : "&after=" + page.get("next").stringValue();
        }

        JsonNode file = read(LEDGER + "export?of=calls&format=json&" + filter);
        assertThat(pages).hasSize(6).isEqualTo(file.valueStream().toList());
        MockHttpServletResponse csv = fetch(LEDGER + "export?of=calls&format=csv&" + filter);
        assertThat(csv.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"ledger-calls.csv\"");
        List<CSVRecord> records = LedgerExport.CSV.builder().setHeader().setSkipHeaderRecord(true).get()
                .parse(new StringReader(csv.getContentAsString(StandardCharsets.UTF_8))).getRecords();
        assertThat(records.stream().map(record -> LedgerColumns.of(LedgerList.CALLS).stream().map(record::get).toList()))
                .isEqualTo(pages.stream().map(this::cells).toList());
    }

    /** The row's columns as the file has them. */
    private List<String> cells(JsonNode row) {
        return LedgerColumns.of(LedgerList.CALLS).stream().map(column -> {
            JsonNode value = row.at("/" + column.replace('.', '/'));
            String text = value.isMissingNode() || value.isNull()
                    ? null
                    : value.isContainer() ? json.writeValueAsString(value) : value.asString();
            return text != null && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }).toList();
    }

    @Test
    void tailGoesOnFromWhereItStood() throws Exception {
        JsonNode nothing = read(LEDGER + "calls?order=asc&run_id=" + run);
        assertThat(nothing.get("items")).isEmpty();

        call(issue("order-1"), "order-1");
        jdbc.sql("update tool_call set recorded_at = recorded_at - interval '1' hour where run_id = :run").param("run", run)
                .update();
        JsonNode tail = read(LEDGER + "calls?order=asc&run_id=" + run);
        assertThat(tail.get("items")).hasSize(1);
        assertThat(read(LEDGER + "calls?order=asc&run_id=" + run + "&after=" + tail.get("next").stringValue()).get("items"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"refusals", "events", "issuances", "unreported"})
    void answersTheOtherLists(String list) throws Exception {
        issue("order-1");
        ledger.refusal(new RefusalEntry(Instant.parse("2030-05-05T12:00:00Z"), "/oauth2/token", agent, run, null, null, null,
                null, null, "invalid_scope", "scope_unknown", null, "request-1"));
        ledger.event(new EventEntry(Instant.parse("2030-05-05T12:00:00Z"), "word", run, null, null, agent, "x", true));

        assertThat(read(LEDGER + list + "?agent=" + agent).get("items")).hasSize(1);
        assertThat(read(LEDGER + "export?format=json&of=" + list + "&run_id=" + run)).hasSize(1);
        assertThat(fetch(LEDGER + "export?format=csv&of=" + list + "&run_id=" + run).getContentAsString().lines()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # list, what is asked besides the run, rows
            calls,      session=sid-1,                  1
            calls,      consent_id=consent-1,           1
            calls,      jkt=jkt-1,                      1
            calls,      request_id=request-1,           1
            calls,      request_id=request-2,           0
            issuances,  session=sid-1,                  2
            issuances,  consent_id=consent-1,           2
            issuances,  jkt=jkt-1,                      2
            issuances,  request_id=request-1,           2
            issuances,  kind=credential,                2
            issuances,  kind=run_token,                 0
            unreported, session=sid-1,                  1
            refusals,   endpoint=/oauth2/token,         1
            refusals,   error=invalid_scope,            1
            refusals,   error=invalid_grant,            0
            refusals,   session=sid-1,                  1
            refusals,   jkt=jkt-1,                      1
            refusals,   request_id=request-1,           1
            events,     kind=word,                      1
            events,     kind=registry_changed,          0
            events,     session=sid-1,                  1
            """)
    void searchesAlikeInApiPageAndFile(String list, String filter, int rows) throws Exception {
        call(issue("order-1"), "order-1");
        issue("order-2");
        ledger.refusal(new RefusalEntry(Instant.parse("2030-05-05T12:00:00Z"), "/oauth2/token", agent, run, "sid-1", null,
                null, null, "jkt-1", "invalid_scope", "scope_unknown", null, "request-1"));
        ledger.event(new EventEntry(Instant.parse("2030-05-05T12:00:00Z"), "word", run, "sid-1", null, agent, "x", false));

        String query = "run_id=" + run + "&" + filter;
        assertThat(read(LEDGER + list + "?" + query).get("items")).hasSize(rows);
        assertThat(read(LEDGER + "export?format=json&of=" + list + "&" + query)).hasSize(rows);
        assertThat(fetch("/console/ledger?list=" + list + "&" + query).getContentAsString().split("<th scope=\"row\"", -1))
                .hasSize(rows + 1);
    }

    @Test
    void writesRowsAsItReadsThem() throws IOException {
        int rows = 100_000;
        // In parts, because a statement that takes longer than requests may is cancelled.
        for (int from = 1; from <= rows; from += 5_000) {
            jdbc.sql("""
                    insert into tool_call (tool, execution_id, run_id, outcome, started_at, ended_at, recorded_at, content_digest)
                    select 'https://many.example', concat(r.run, s.n), r.run, 'refused', current_timestamp, current_timestamp,
                      current_timestamp, 'd'
                    from system_range(%d, %d) as s (n) cross join (values (cast(:run as varchar))) as r (run)
                    """.formatted(from, from + 4_999)).param("run", run).update();
        }
        LedgerQuery query = new LedgerQuery(LedgerList.CALLS, LedgerFilter.by(Field.RUN_ID, run));
        AtomicInteger read = new AtomicInteger();
        AtomicInteger written = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();

        export.write(LedgerExport.Format.CSV, LedgerList.CALLS, row -> reading.each(query, one -> {
            most.accumulateAndGet(read.incrementAndGet() - written.get(), Math::max);
            row.accept(one);
        }), new LineCount(written));
        assertThat(read).hasValue(rows);
        assertThat(written).hasValue(rows + 1);
        assertThat(most).hasValueLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/ledger", "/console/ledger?list=issuances", "/console/ledger?list=refusals",
        "/console/ledger?list=events&alarm=true", "/console/ledger?list=unreported", "/console/ledger?live=1",
        "/console/usage", "/console/usage?days=90"})
    void drawsEveryPage(String path) throws Exception {
        String credential = issue("order-1");
        call(credential, "order-1");
        issue("order-2");

        MockHttpServletResponse page = fetch(path);
        assertThat(page.getStatus()).isEqualTo(200);
        assertThat(page.getContentAsString()).contains("</html>").doesNotContain("??", "style=", "<script>");
        assertThat(browser("user").send(get(path)).getResponse().getStatus()).isEqualTo(403);
    }

    @Test
    void leadsFromTheJoinedLineToTheCredential() throws Exception {
        String credential = issue("order-1");
        call(credential, "order-1");

        String page = fetch("/console/ledger?agent=" + agent).getContentAsString();
        assertThat(page).contains("/console/ledger/credentials/" + credential, "/console/agents/" + agent,
                "/console/runs/" + run, "write:refunds-under-50 v3", "allowed", "amount at most 20.00 USD", "token_exchange",
                ">12:00:00<", ">11:59:59<",
                "/admin/api/v1/ledger/export?of=calls&amp;agent=" + agent + "&amp;format=csv");
        assertThat(fetch("/console/ledger/credentials/" + credential).getContentAsString())
                .contains("create-refund on order-1, amount at most 20.00 USD, reason anything", "allowed",
                        "/console/ledger?list=issuances&amp;session=sid-1", "jkt=jkt-1", "consent_id=consent-1",
                        "request_id=request-1");
        assertThat(fetch("/console/ledger/credentials/none").getStatus()).isEqualTo(404);
    }

    /** What would have let the request through, for whoever may change it; the row says no more than that. */
    @ParameterizedTest
    @CsvSource(nullValues = "-", delimiter = '|', textBlock = """
            scope_unknown         | write:gifts | /console/scopes/new?name=write%3Agifts&amp;tool=https%3A%2F%2Frefunds.example
            scope_not_allowed     | write:gifts | /console/agents/AGENT/edit?scope=write%3Agifts
            wider_than_registered | write:gifts | /console/scopes/write:gifts/edit
            scope_retired         | write:gifts | /console/scopes/write:gifts/edit
            scope_unknown         | a b         | -
            wider_than_ceiling    | write:gifts | -
            """)
    void aRefusalLeadsAnAdministratorToTheFormThatWouldHaveAllowedIt(String reason, String scope, @Nullable String link)
            throws Exception {
        ledger.refusal(new RefusalEntry(Instant.parse("2031-01-01T00:00:00Z"), "/oauth2/token", agent, null, null, null, TOOL,
                scope, null, "invalid_scope", reason, "scope", ""));
        String refusals = "/console/ledger?list=refusals&agent=" + agent;
        String page = browser("admin").send(get(URI.create(refusals))).getResponse().getContentAsString();
        if (link == null) {
            assertThat(page).contains(reason).doesNotContain("Form of");
        } else {
            String href = "href=\"" + link.replace("AGENT", agent) + "\"";
            assertThat(page).contains(href);
            assertThat(browser("admin").send(get("/console")).getResponse().getContentAsString()).contains(href);
        }
        assertThat(fetch(refusals).getContentAsString()).contains(reason).doesNotContain("Form of");
        assertThat(fetch("/console").getContentAsString()).contains(reason).doesNotContain("Form of");
    }

    @Test
    void takesAlongToAnotherListWhatItKnows() throws Exception {
        assertThat(fetch("/console/ledger?list=events&kind=word&session=sid-1").getContentAsString()).contains(
                "\"/console/ledger?list=events&amp;kind=word&amp;session=sid-1\"",
                "\"/console/ledger?list=issuances&amp;session=sid-1\"", "\"/console/ledger?list=calls&amp;session=sid-1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/ledger?agent=a%20b", "/console/ledger?since=x", "/console/usage?days=x",
        "/console/ledger?list=events&kind=A", "/console/ledger?session=a%20b"})
    void showsWhatIsWrongAtTheField(String path) throws Exception {
        MockHttpServletResponse page = fetch(path);

        assertThat(page.getStatus()).isEqualTo(400);
        assertThat(page.getContentAsString()).contains("aria-invalid=\"true\"", "-problem\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/console/ledger?after=x", "/console/ledger?list=events&after=x", "/console/ledger?newer=x"})
    void claimsNothingOfAListThatItDidNotLookFor(String path) throws Exception {
        MockHttpServletResponse page = fetch(path);

        assertThat(page.getStatus()).isEqualTo(400);
        assertThat(page.getContentAsString()).contains("after is no cursor of this list").doesNotContain("class=\"empty\"");
    }

    @Test
    void givesAWatchingScriptTheNewRowsAlone() throws Exception {
        String page = fetch("/console/ledger?live=1&run_id=" + run).getContentAsString();
        String newer = Stream.of(page.split("hx-get=\"", -1)).skip(1).findFirst().orElseThrow().split("\"", -1)[0]
                .replace("&amp;", "&");

        String rows = browser("auditor").send(get(URI.create(newer)).header("HX-Request", "true")).getResponse()
                .getContentAsString();
        // What asks for itself by a clock of its own would keep a session alive at which nobody looks.
        assertThat(rows).contains("<tbody", "hx-get=", "data-live=\"on\"", "hx-trigger=\"live\"")
                .doesNotContain("<html", "<form", "every");
    }

    /** Counts the lines that have arrived. */
    private static final class LineCount extends OutputStream {

        private final AtomicInteger lines;

        LineCount(AtomicInteger lines) {
            this.lines = lines;
        }

        @Override
        public void write(int value) {
            if (value == '\n') {
                lines.incrementAndGet();
            }
        }
    }
}
