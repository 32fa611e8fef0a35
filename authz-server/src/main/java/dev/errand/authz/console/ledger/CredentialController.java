package dev.errand.authz.console.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.errand.authz.admin.Page;
import dev.errand.authz.admin.PageRequest;
import dev.errand.authz.admin.PathName;
import dev.errand.authz.admin.ledger.LedgerQuery;
import dev.errand.authz.admin.ledger.LedgerReading;
import dev.errand.authz.admin.ledger.LedgerRow;
import dev.errand.authz.ledger.search.Field;
import dev.errand.authz.ledger.search.LedgerFilter;
import dev.errand.authz.ledger.search.LedgerList;
import dev.errand.toolscope.json.Parsed;

/** {@code /console/ledger/credentials/{id}}: one credential, what it was for and what was done with it. */
@Controller
final class CredentialController {

    private static final Set<Field> LISTED = Set.of(Field.SESSION, Field.CONSENT_ID, Field.JKT, Field.REQUEST_ID);
    private static final List<String> FACTS = List.of("subject", "kind", "tool", "max_uses", "trigger", "decision",
            "policy_version", "actor", "session", "consent_id", "jkt", "kid", "issuer", "request_id");

    private final LedgerReading reading;
    private final LedgerTables tables;
    private final ObjectWriter json;

    CredentialController(LedgerReading reading, LedgerTables tables, JsonMapper json) {
        this.reading = reading;
        this.tables = tables;
        this.json = json.writerWithDefaultPrettyPrinter();
    }

    @GetMapping("/console/ledger/credentials/{segment}")
    String credential(@PathVariable String segment, Model model) {
        CredentialView view = PathName.read(segment).flatMap(this::view)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("view", view);
        return "console/ledger/credential";
    }

    private Optional<CredentialView> view(String id) {
        List<LedgerRow> issuances = rows(LedgerList.ISSUANCES, id);
        return issuances.stream().findFirst().map(one -> new CredentialView(id, LedgerTable.agent(one.text("agent")),
                LedgerTable.run(one.text("run_id")), Cell.moment(one.text("issued_at")),
                Cell.moment(one.text("expires_at")),
                facts(one), issuances.reversed().stream().map(this::scope).toList(), calls(id)));
    }

    private List<LedgerRow> rows(LedgerList list, String id) {
        if (id.indexOf('\0') >= 0) {
            // PostgreSQL raises an error for what cannot be in its text.
            return List.of();
        }
        LedgerQuery query = new LedgerQuery(list, LedgerFilter.by(Field.CREDENTIAL_ID, id));
        return reading.newest(query, PageRequest.first()) instanceof Parsed.Value<Page<LedgerRow>>(Page<LedgerRow> page)
                ? page.items()
                : List.of();
    }

    /** A call has a line for each scope of the credential, of which the page shows one. */
    private LedgerView.Table calls(String id) {
        Set<String> seen = new HashSet<>();
        return tables.table(LedgerList.CALLS,
                rows(LedgerList.CALLS, id).stream().filter(row -> seen.add(row.text("execution_id"))).toList());
    }

    private static List<CredentialView.Fact> facts(LedgerRow issuance) {
        Stream<CredentialView.Fact> composition = issuance.at("composition") == null
                ? Stream.empty()
                : Stream.of(new CredentialView.Fact("composition", Cell.link(
                        issuance.text("composition.name") + " v" + issuance.text("composition.version"),
                        LedgerAddress.of(LedgerList.ISSUANCES, Field.COMPOSITION, issuance.text("composition.name")))));
        return Stream.concat(FACTS.stream().filter(name -> !issuance.text(name).isEmpty())
                .map(name -> new CredentialView.Fact(name, fact(name, issuance.text(name)))), composition).toList();
    }

    /** What may be shared with other credentials leads to them. */
    private static Cell fact(String name, String text) {
        return Field.of(name).filter(LISTED::contains)
                .map(field -> Cell.link(text, LedgerAddress.of(LedgerList.ISSUANCES, field, text)))
                .orElseGet(() -> Cell.text(text));
    }

    private CredentialView.Scope scope(LedgerRow issuance) {
        Object details = issuance.at("authorization_details");
        return new CredentialView.Scope(LedgerTable.scope(issuance.text("scope"), issuance.text("scope_version_active")),
                GrantedWords.of(details).orElse(null), details == null ? "" : json.writeValueAsString(details));
    }
}
