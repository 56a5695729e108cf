package io.tableflow.iam;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.modulith.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

/** The modules are those of src/docs/architecture.md, use only what its table allows, and stay small enough to read. */
class ModulesTest {

    private static final String ROOT = "io.tableflow.iam";
    private static final Path SOURCES = Path.of("src/main/java", ROOT.replace('.', '/'));
    private static final Path ARCHITECTURE = Path.of("src/docs/architecture.md");
    private static final Path PICTURE = Path.of("src/docs/modules.puml");

    /** The modules, and what each may use. To add a dependency, change this table and say why in the commit. */
    private static final String TABLE = """
            common       | -
            policy       | -
            config       | common
            http         | common
            outbound     | common
            aws          | policy, outbound, common
            workflow     | common
            environment  | policy, workflow, common
            comparison   | environment, policy, aws
            adoption     | environment, policy, aws, workflow
            planning     | comparison, adoption, environment, policy, workflow, aws
            terraform    | comparison, environment, policy
            accesscheck  | environment, policy, aws
            compliance   | comparison, drift, accessreview, verification, environment, policy, common
            verification | environment, policy, workflow, aws, common
            documentation | comparison, compliance, verification, accessreview, environment, policy, common
            accessreview | environment, policy, aws, common
            drift        | comparison, environment, policy, aws, workflow
            provisioning | comparison, adoption, drift, environment, workflow, policy, aws, confluent, outbound, common
            confluent    | environment, policy, common, outbound, http
            audit        | common, http
            notification | common, audit, outbound
            access       | http, common
            metrics      | common, workflow, environment, confluent
            application  | access, environment, policy, http
            api          | all but aws, provisioning, config, metrics, console
            console      | all but aws, provisioning, config, metrics, api
            """;

    private static final ApplicationModules MODULES =
            ApplicationModules.of(TableflowIamApplication.class, new ImportOption.DoNotIncludeTests());

    @Test
    void everyModuleUsesOnlyWhatItDeclares() {
        MODULES.verify();
    }

    @Test
    void everyModuleDeclaresWhatTheTableAllows() {
        assertThat(declared()).isEqualTo(allowed());
    }

    @Test
    void theDocumentedTableIsThisOne() throws IOException {
        List<String> documented = Files.readAllLines(ARCHITECTURE).stream()
                .dropWhile(line -> !line.equals("| module | may use |"))
                .takeWhile(line -> !line.isEmpty())
                .skip(2)
                .map(line -> line.replaceAll("[`|]", " ").strip().replaceAll("\\s{2,}", " | "))
                .map(line -> line.replaceAll("\\s+\\|\\s+", " | "))
                .toList();
        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(TABLE.lines()
                        .map(line -> line.replaceAll("\\s+\\|\\s+", " | "))
                        .toList());
    }

    @Test
    void thePictureOfTheModulesIsUpToDate(@TempDir Path folder) throws IOException {
        new Documenter(MODULES, Documenter.Options.defaults().withOutputFolder(folder.toString()))
                .writeModulesAsPlantUml();
        String drawn = Files.readString(folder.resolve("components.puml"));
        if (Boolean.getBoolean("modules.write")) {
            Files.writeString(PICTURE, drawn);
        }
        assertThat(lines(Files.readString(PICTURE)))
                .as(
                        "%s is not what the modules are. Write it anew with%n  ./mvnw test -Dtest=ModulesTest"
                                + " -Dmodules.write=true%nand commit it.",
                        PICTURE)
                .isEqualTo(lines(drawn));
    }

    @Test
    void noPackageHasMoreThan30FilesAndHalfOfThemAtMost12() throws IOException {
        List<Long> sizes =
                sources().collect(Collectors.groupingBy(Path::getParent, Collectors.counting())).values().stream()
                        .sorted()
                        .toList();
        assertThat(sizes).allMatch(size -> size <= 30);
        assertThat(sizes.get(sizes.size() / 2)).isLessThanOrEqualTo(12);
    }

    @Test
    void fewClassesHaveANameOfOneWord() throws IOException {
        List<String> names = sources()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .filter(name -> !name.equals("package-info"))
                .toList();
        Pattern oneWord = Pattern.compile("[A-Z][a-z0-9]*");
        List<String> ofOneWord =
                names.stream().filter(name -> oneWord.matcher(name).matches()).toList();
        assertThat(ofOneWord)
                .as("class names of one word, which say little about what a class is for")
                .hasSizeLessThanOrEqualTo(names.size() * 14 / 100);
    }

    private static Stream<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        }
    }

    private static Map<String, Set<String>> allowed() {
        Map<String, String> lines = TABLE.lines()
                .map(line -> line.split("\\|"))
                .collect(Collectors.toMap(parts -> parts[0].strip(), parts -> parts[1].strip()));
        return lines.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> uses(entry.getKey(), entry.getValue(), lines.keySet()),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private static Set<String> uses(String module, String text, Collection<String> all) {
        if (text.equals("-")) {
            return Set.of();
        }
        if (text.startsWith("all but ")) {
            Set<String> rest = new TreeSet<>(all);
            rest.removeAll(List.of(text.substring("all but ".length()).split(", ")));
            rest.remove(module);
            return rest;
        }
        return new TreeSet<>(List.of(text.split(", ")));
    }

    /** The dependencies in the modules' annotations. Named interfaces belong to their modules. */
    private static Map<String, Set<String>> declared() {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .collect(Collectors.toMap(
                            Function.identity(), ModulesTest::declaredBy, (one, other) -> one, TreeMap::new));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> declaredBy(String module) {
        try {
            ApplicationModule annotation =
                    Class.forName(ROOT + "." + module + ".package-info").getAnnotation(ApplicationModule.class);
            return Arrays.stream(annotation.allowedDependencies())
                    .map(dependency -> dependency.replaceAll("::.*", "").strip())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The module " + module + " has no package-info.java.", e);
        }
    }

    /** The lines without their order, which is not always the same. */
    private static String lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .sorted()
                .collect(joining("\n"));
    }
}
