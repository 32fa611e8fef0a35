package dev.errand.toolscope.autoconfigure;

import java.util.Collection;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MutableCoercionConfig;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

import dev.errand.toolscope.enforce.Enforcement;

/** The enforcement's places in Spring MVC. */
@Configuration(proxyBeanMethods = false)
class ToolWebConfiguration implements WebMvcConfigurer {

    private final ObjectProvider<Enforcement> enforcement;
    private final ObjectProvider<JsonMapper> json;

    ToolWebConfiguration(ObjectProvider<Enforcement> enforcement, ObjectProvider<JsonMapper> json) {
        this.enforcement = enforcement;
        this.json = json;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(enforcement.getObject().guard()).order(Integer.MIN_VALUE);
    }

    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.addFirst(enforcement.getObject().answers());
    }

    /** Request bodies alone: what the application reads as a client stays as lenient as it was. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        JsonMapper.Builder strict = json.getIfAvailable(() -> JsonMapper.builder().build()).rebuild();
        strict.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        strict.withCoercionConfig(LogicalType.Textual, ToolWebConfiguration::refuseOtherShapes);
        strict.withCoercionConfig(LogicalType.Enum, ToolWebConfiguration::refuseOtherShapes);
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict.build()));
    }

    private static void refuseOtherShapes(MutableCoercionConfig text) {
        for (CoercionInputShape shape : List.of(CoercionInputShape.Integer, CoercionInputShape.Float,
                CoercionInputShape.Boolean)) {
            text.setCoercion(shape, CoercionAction.Fail);
        }
    }

    @Bean
    ConcreteContentType concreteContentType() {
        return new ConcreteContentType();
    }

    @Bean
    RouterFunction<ServerResponse> protectedResourceMetadata(Enforcement tool) {
        return RouterFunctions.route().GET(tool.metadataPath(),
                request -> ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(tool.metadata())).build();
    }

    /** Once all beans are there, and before the first request. */
    @Bean
    SmartInitializingSingleton toolScopeCheck(Enforcement tool, DriftCheck drift,
            ObjectProvider<RequestMappingHandlerMapping> mappings) {
        return () -> {
            tool.declare(mappings.stream().map(ToolWebConfiguration::endpoints).flatMap(Collection::stream)
                    .map(HandlerMethod::createWithResolvedBean).toList());
            drift.beforeTheFirstRequest();
        };
    }

    private static Collection<HandlerMethod> endpoints(RequestMappingHandlerMapping mapping) {
        return mapping.getHandlerMethods().values();
    }
}
