package io.tableflow.iam.api.accesscheck;

import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** What a validator finds, instead of the default message. Texts of documents in the rules are not read as expressions. */
final class Violations {

    private final HibernateConstraintValidatorContext context;
    private boolean isEmpty = true;

    Violations(ConstraintValidatorContext context) {
        this.context = context.unwrap(HibernateConstraintValidatorContext.class);
        this.context.disableDefaultConstraintViolation();
    }

    boolean isEmpty() {
        return isEmpty;
    }

    /** The value itself violates a rule. */
    void add(String rule) {
        violation(rule).addConstraintViolation();
    }

    /** A field of the value does. */
    void add(String field, String rule) {
        violation(rule).addPropertyNode(field).addConstraintViolation();
    }

    /** A field of a field does. */
    void add(String field, String inner, String rule) {
        violation(rule).addPropertyNode(field).addPropertyNode(inner).addConstraintViolation();
    }

    private ConstraintViolationBuilder violation(String rule) {
        isEmpty = false;
        return context.addMessageParameter("rule", rule).buildConstraintViolationWithTemplate("{rule}");
    }
}
