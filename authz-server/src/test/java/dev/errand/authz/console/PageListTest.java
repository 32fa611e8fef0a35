package dev.errand.authz.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

import dev.errand.authz.AuthzServer;
import dev.errand.authz.testing.WebServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every page of the server is in the list that the browser tests walk through. That every page of the list is still there
 * is what they find out.
 */
@WebServer
class PageListTest {

    /** The ways to another provider and back: of their own they show the login page alone, and only where that one fails. */
    private static final String PASSING = "/login/upstream/";

    private static final Path LIST = Path.of("..", "sample-agent", "src", "browser", "resources", "pages.txt");

    private final RequestMappingHandlerMapping mapping;

    @Autowired
    PageListTest(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
        this.mapping = mapping;
    }

    @Test
    void namesEveryPage() throws IOException {
        List<String> listed = Files.readAllLines(LIST).stream().filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(line.indexOf(' ') + 1)).toList();

        assertThat(listed).as("pages.txt").doesNotHaveDuplicates().containsAll(pages());
    }

    private Set<String> pages() {
        return mapping.getHandlerMethods().entrySet().stream().filter(one -> isPage(one.getValue()))
                .filter(one -> answersGet(one.getKey())).flatMap(one -> one.getKey().getPatternValues().stream())
                .filter(path -> !path.startsWith(PASSING))
                .collect(Collectors.toSet());
    }

    /** What answers with a template, and not with a body of its own. */
    private static boolean isPage(HandlerMethod handler) {
        Class<?> type = handler.getBeanType();
        return type.getName().startsWith(AuthzServer.class.getPackageName())
                && AnnotatedElementUtils.hasAnnotation(type, Controller.class)
                && !AnnotatedElementUtils.hasAnnotation(type, ResponseBody.class)
                && !handler.hasMethodAnnotation(ResponseBody.class);
    }

    private static boolean answersGet(RequestMappingInfo info) {
        Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
        return methods.isEmpty() || methods.contains(RequestMethod.GET);
    }
}
