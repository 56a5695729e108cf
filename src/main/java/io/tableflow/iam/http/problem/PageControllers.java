package io.tableflow.iam.http.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;

/** The controllers that render pages. What fails in them is answered with a page, not with a problem document. */
public final class PageControllers {

    private PageControllers() {}

    /** Whether that handler is a method of one of them. */
    public static boolean haveMethod(@Nullable Object handler) {
        return handler instanceof HandlerMethod method
                && AnnotatedElementUtils.hasAnnotation(method.getBeanType(), Controller.class)
                && !AnnotatedElementUtils.hasAnnotation(method.getBeanType(), RestController.class);
    }
}
