package dev.errand.authz.running;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.config.TaskManagementConfigUtils;

/** Keeps a server from doing by itself, in a test's middle, what the test makes it do. */
public final class NothingScheduled {

    private NothingScheduled() {}

    /** In the server of this context, before it starts, no {@code @Scheduled} method is called by anybody but the test. */
    public static void in(GenericApplicationContext context) {
        context.addBeanFactoryPostProcessor(beans -> ((BeanDefinitionRegistry) beans)
                .removeBeanDefinition(TaskManagementConfigUtils.SCHEDULED_ANNOTATION_PROCESSOR_BEAN_NAME));
    }
}
