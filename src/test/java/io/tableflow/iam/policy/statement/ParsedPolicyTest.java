package io.tableflow.iam.policy.statement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tableflow.iam.policy.document.PolicyDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A document that IAM would refuse is refused, with a pointer to each place that is wrong. */
class ParsedPolicyTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IDENTITY   | what?                                                            | ``",
                "IDENTITY   | []                                                               | ``",
                "IDENTITY   | {'Statement':1,'Statement':2}                                    | ``",
                "IDENTITY   | {}                                                               | /Statement",
                "IDENTITY   | {'Statement':[]}                                                 | /Statement",
                "IDENTITY   | {'Statement':['x']}                                              | /Statement/0",
                "IDENTITY   | {'Version':'2013-01-01','Statement':{STATEMENT}}                 | /Version",
                "IDENTITY   | {'version':'2012-10-17','Statement':{STATEMENT}}                 | /version",
                "IDENTITY   | {'Statement':{STATEMENT,'a/b~c':1}}                              | /Statement/a~1b~0c",
                "IDENTITY   | {'Statement':{STATEMENT,'Sid':1}}                                | /Statement/Sid",
                "IDENTITY   | {'Statement':{STATEMENT,'Principal':'*'}}                        | /Statement/Principal",
                "IDENTITY   | {'Statement':{STATEMENT,'NotAction':'*'}}                        | /Statement/Action",
                "IDENTITY   | {'Statement':{STATEMENT,'NotResource':'*'}}                      | /Statement/Resource",
                "IDENTITY   | {'Statement':{STATEMENT,'Condition':[]}}                         | /Statement/Condition",
                "IDENTITY   | {'Statement':{STATEMENT,'Condition':{'Bool':true}}}              | /Statement/Condition/Bool",
                "IDENTITY   | {'Statement':{STATEMENT,'Condition':{'Bool':{'a:b':null}}}}      | /Statement/Condition/Bool/a:b",
                "IDENTITY   | {'Statement':{'Effect':'allow','Action':'*','Resource':'*'}}     | /Statement/Effect",
                "IDENTITY   | {'Statement':{'Effect':'Allow','Action':1,'Resource':'*'}}       | /Statement/Action",
                "IDENTITY   | {'Statement':{'Effect':'Allow','Action':[],'Resource':'*'}}      | /Statement/Action",
                "IDENTITY   | {'Statement':{'Effect':'Allow','Action':'*'}}                    | /Statement/Resource",
                "ROLE_TRUST | {'Statement':{STATEMENT,'Principal':'*'}}                        | /Statement/Resource",
                "ROLE_TRUST | {'Statement':{'Effect':'Allow','Action':'*','Principal':'me'}}   | /Statement/Principal",
                "ROLE_TRUST | {'Statement':{'Effect':'Allow','Action':'*','Principal':{'Me':'1'}}} | /Statement/Principal/Me",
                "ROLE_TRUST | {'Statement':{'Effect':'Allow','Action':'*','Principal':{'AWS':1}}}  | /Statement/Principal/AWS",
                "ROLE_TRUST | {'Statement':{'Effect':'Allow','Action':'*','Principal':'*','NotPrincipal':'*'}} | /Statement/NotPrincipal"
            })
    void refuses(PolicyType type, String document, String pointer) {
        assertThatExceptionOfType(MalformedPolicyException.class)
                .isThrownBy(() -> parse(type, document))
                .withMessageStartingWith("policy" + pointer + ": ")
                .satisfies(malformed -> assertThat(malformed.errors())
                        .extracting(PolicyError::pointer)
                        .containsExactly(pointer));
    }

    @Test
    void namesEverythingThatIsWrong() {
        assertThatExceptionOfType(MalformedPolicyException.class)
                .isThrownBy(() -> parse(
                        PolicyType.IDENTITY, "{'Id':'1','Statement':[{STATEMENT},{'Effect':'Permit','Action':'*'}]}"))
                .satisfies(malformed -> assertThat(malformed.errors())
                        .extracting(PolicyError::pointer)
                        .containsExactly("/Statement/1/Effect", "/Statement/1/Resource"));
    }

    @Test
    void readsUpTo64KiB() {
        String spaces = " "
                .repeat(PolicyParser.LARGEST
                        - document("{'Statement':{STATEMENT}}").length());

        assertThatNoException().isThrownBy(() -> parse(PolicyType.IDENTITY, spaces + "{'Statement':{STATEMENT}}"));
        assertThatExceptionOfType(MalformedPolicyException.class)
                .isThrownBy(() -> parse(PolicyType.IDENTITY, " " + spaces + "{'Statement':{STATEMENT}}"))
                .withMessage("policy: A policy document must have at most 64 KiB.");
    }

    private static ParsedPolicy parse(PolicyType type, String document) {
        return ParsedPolicy.parse(type, "policy", new PolicyDocument(document(document)));
    }

    private static String document(String text) {
        return text.replace("STATEMENT", "'Effect':'Allow','Action':'*','Resource':'*'")
                .replace('\'', '"');
    }
}
