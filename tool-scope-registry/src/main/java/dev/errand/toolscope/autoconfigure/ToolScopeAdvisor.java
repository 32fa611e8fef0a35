package dev.errand.toolscope.autoconfigure;

import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.config.AopConfigUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.type.AnnotationMetadata;

import dev.errand.toolscope.enforce.Enforcement;
import dev.errand.toolscope.enforce.ToolScope;

/** Puts the enforcement around every method with a {@link ToolScope}, outside of any other advice. */
@Configuration(proxyBeanMethods = false)
@Import(ToolScopeAdvisor.Proxies.class)
class ToolScopeAdvisor {

    /** The enforcement is looked up at the first call: an advisor is made before most beans can be. */
    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static Advisor toolScopeCallAdvisor(ObjectProvider<Enforcement> enforcement) {
        MethodInterceptor advice = invocation -> enforcement.getObject().advice().invoke(invocation);
        DefaultPointcutAdvisor advisor = new DefaultPointcutAdvisor(
                new AnnotationMatchingPointcut(null, ToolScope.class, true), advice);
        advisor.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return advisor;
    }

    /** Sees to it that there are proxies, of classes, whatever else the application has switched on. */
    static final class Proxies implements ImportBeanDefinitionRegistrar {

        @Override
        public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
            AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
            AopConfigUtils.forceAutoProxyCreatorToUseClassProxying(registry);
        }
    }
}
