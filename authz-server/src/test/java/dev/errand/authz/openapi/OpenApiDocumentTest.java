package dev.errand.authz.openapi;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;

import dev.errand.authz.testing.Browser;
import dev.errand.authz.testing.WebServer;
import dev.errand.authz.user.Role;
import dev.errand.authz.user.UserAccount;
import dev.errand.authz.user.Users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

/** The document says what there is, and says it in OpenAPI 3.1. */
@WebServer
class OpenApiDocumentTest {

    private static final ApiDocument DOCUMENT = ApiDocument.checkedIn();

    private final MockMvc mvc;
    private final Users users;
    private final RequestMappingHandlerMapping mappings;

    @Autowired
    OpenApiDocumentTest(MockMvc mvc, Users users,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mvc = mvc;
        this.users = users;
        this.mappings = mappings;
    }

    private Set<String> mapped() {
        Set<String> mapped = new TreeSet<>();
        for (RequestMappingInfo info : mappings.getHandlerMethods().keySet()) {
            for (String path : info.getPatternValues().stream().flatMap(one -> ApiDocument.spelledOut(one).stream()).toList()) {
                if (path.startsWith("/admin/")) {
                    assertThat(path).startsWith(ApiDocument.BASE + "/");
                    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                    assertThat(methods).as(path).isNotEmpty();
                    methods.forEach(method -> mapped.add(
                            ApiDocument.operation(method.name(), path.substring(ApiDocument.BASE.length()))));
                }
            }
        }
        return mapped;
    }

    @Test
    void describesEveryRouteAndNoOther() {
        assertThat(DOCUMENT.operations()).isEqualTo(mapped());
    }

    /** The comparison has to see both: what is described and not there, and what is there and not described. */
    @Test
    void seesARouteTooManyAndOneTooFew() {
        String more = ApiDocument.text().replace("  /openapi.yaml:\n", "  /nothing/{x}:\n    get: {}\n  /openapi.yaml:\n");
        assertThat(new ApiDocument(more).operations()).contains("GET /nothing/{}").isNotEqualTo(mapped());
        String less = ApiDocument.text().replace("  /openapi.yaml:\n    get:", "  /openapi.yaml:\n    trace:");
        assertThat(new ApiDocument(less).operations()).hasSize(mapped().size() - 1);
    }

    private static SwaggerParseResult parsed(String yaml) {
        return new OpenAPIV3Parser().readContents(yaml);
    }

    @Test
    void isOpenApi() {
        SwaggerParseResult result = parsed(ApiDocument.text());
        assertThat(result.getMessages()).isNullOrEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"  title: Errand administration API\n", "      in: query\n", "paths:\n"})
    void isNoOpenApiWithout(String line) {
        String text = ApiDocument.text();
        assertThat(text).contains(line);
        assertThat(parsed(text.replace(line, "")).getMessages()).isNotEmpty();
    }

    @Test
    void describesWithSchemasThatAreSchemas() {
        DOCUMENT.root().at("/components/schemas").properties().forEach(schema -> assertThat(
                ApiDocument.faultsOfSchema(schema.getValue())).as(schema.getKey()).isEmpty());
        JsonNode wrong = new ApiDocument("{type: strin, required: yes}").root();
        assertThat(ApiDocument.faultsOfSchema(wrong)).isNotEmpty();
    }

    private static List<JsonNode> operations() {
        return DOCUMENT.root().path("paths").properties().stream().map(Map.Entry::getValue)
                .flatMap(path -> path.properties().stream()).filter(entry -> entry.getValue().has("operationId"))
                .map(Map.Entry::getValue).toList();
    }

    @Test
    void everyOperationHasANameAndARefusalAndEveryChangeTheCsrfToken() {
        assertThat(operations()).hasSameSizeAs(DOCUMENT.operations());
        assertThat(operations().stream().map(one -> one.path("operationId").asString()).collect(Collectors.toSet()))
                .hasSameSizeAs(operations());
        assertThat(operations()).allSatisfy(one -> assertThat(one.at("/responses/default/$ref").asString())
                .isEqualTo("#/components/responses/Refused"));
        DOCUMENT.root().path("paths").properties().forEach(path -> List.of("put", "post").forEach(method -> {
            JsonNode operation = path.getValue().path(method);
            assertThat(operation.isMissingNode() || operation.at("/security/0/csrf").isArray())
                    .as(method + " " + path.getKey()).isTrue();
        }));
    }

    @Test
    void isServedAsItIsCheckedIn() throws Exception {
        users.registerIfAbsent(new UserAccount("api-reader", "api-reader", "Reader", Set.of(Role.AUDITOR), true),
                users.hash("x"), "test");
        Browser auditor = new Browser(mvc);
        auditor.logIn("api-reader", "x");
        MockHttpServletResponse served = auditor.send(get(ApiDocument.BASE + "/openapi.yaml")).getResponse();

        assertThat(served.getStatus()).isEqualTo(200);
        assertThat(served.getContentType()).startsWith("application/yaml");
        assertThat(served.getContentAsByteArray()).asString().isEqualTo(ApiDocument.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"items\":[],\"next\":1}", "{\"items\":[]}", "{\"items\":[],\"next\":null,\"more\":1}",
        "{\"items\":[{\"client_id\":\"a\"}],\"next\":null}"})
    void findsAPlantedAnswerThatIsNotAsDescribed(String body) {
        String path = ApiDocument.BASE + "/agents";
        assertThat(DOCUMENT.faults("GET", path, 200, "application/json", "{\"items\":[],\"next\":null}")).isEmpty();
        assertThat(DOCUMENT.faults("GET", path, 200, "application/json", body)).isNotEmpty();
    }

    @Test
    void findsAPlantedRefusalThatIsNotAsDescribed() {
        String path = ApiDocument.BASE + "/agents/x";
        String good = "{\"type\":\"about:blank\",\"title\":\"No\",\"status\":404,\"reason\":\"agent_unknown\"}";
        assertThat(DOCUMENT.faults("GET", path, 404, "application/problem+json", good)).isEmpty();
        for (String member : List.of("type", "title", "status", "reason")) {
            assertThat(DOCUMENT.faults("GET", path, 404, "application/problem+json", good.replace(member, "x" + member)))
                    .as(member).isNotEmpty();
        }
        assertThat(DOCUMENT.faults("GET", path, 404, "application/json", good)).isNotEmpty();
        assertThat(DOCUMENT.faults("GET", path, 204, "", "")).isNotEmpty();
    }
}
