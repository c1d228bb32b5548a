using System.Text.Json.Nodes;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests.Modules;

public class FormModuleTests
{
    public static TheoryData<string> Files() => [.. Corpus.Files("forms").Select(file => file.File)];

    [Theory, MemberData(nameof(Files))]
    public void The_modules_of_the_corpus_are_current(string file)
    {
        foreach (var (name, written) in Modules(file))
            ModuleFile.Check(name, written);
    }

    [Theory, MemberData(nameof(Files))]
    public void A_module_is_the_same_whenever_it_is_written(string file) => Assert.Equal(Modules(file), Modules(file));

    [Fact]
    public void No_module_is_left_of_a_form_that_is_gone()
    {
        var known = Corpus.Files("forms").SelectMany(file => Modules(file.File)).Select(module => Path.GetFileName(module.Name));
        Assert.Equal(known.Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(Corpus.Folder, "modules", "forms")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    // calculation.mjs is the file's form, calculation-3.mjs that of its fourth case.
    static IEnumerable<(string Name, string Text)> Modules(string file)
    {
        var content = Corpus.Files("forms").Single(candidate => candidate.File == file).Content;
        var forms = content["cases"]!.AsArray().Select((test, i) => (Name: $"-{i}", Test: test!.AsObject())).Where(form => form.Test["fields"] is not null);
        foreach (var (name, test) in forms.Prepend((Name: "", Test: new JsonObject())))
        {
            if (new FormCase(content, test).Module() is { } text)
                yield return ($"forms/{Path.GetFileNameWithoutExtension(file)}{name}.mjs", text);
        }
    }
}
