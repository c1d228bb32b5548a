using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Documents;
using LowCode.Workflows.Tests.Support;

namespace LowCode.Workflows.Tests.Documents;

public class TemplatePackTests
{
    public static TheoryData<string, string> Documents()
    {
        var data = new TheoryData<string, string>();
        foreach (var folder in Directory.GetDirectories(Path.Combine(CorpusFiles.Root, "..", "..", "templates")))
        {
            if (File.Exists(Path.Combine(folder, "app.json")))
                Read(folder).Documents.ToList().ForEach(document => data.Add(Path.GetFileName(folder), document.Name));
        }
        return data;
    }

    [Theory, MemberData(nameof(Documents))]
    public void A_document_of_a_template_pack_can_be_made(string pack, string name)
    {
        var app = Read(Path.Combine(CorpusFiles.Root, "..", "..", "templates", pack));
        var document = app.Documents.Single(one => one.Name == name);
        var form = app.Form(document.Form)!;
        ImmutableArray<string> decisions = [.. app.Decisions.Where(decision => decision.Form == form.Name).Select(decision => decision.Name)];
        var found = new Diagnostics();
        DocumentPlan.Compile(document, form, decisions, app.OptionList, found);
        Assert.Empty(found.Select(one => one.ToString()));
    }

    static AppDefinition Read(string folder)
    {
        var found = new Diagnostics();
        var app = AppReader.Read(new FolderFiles(folder), found);
        Assert.DoesNotContain(found, one => one.Severity == Severity.Error);
        return app!;
    }
}
