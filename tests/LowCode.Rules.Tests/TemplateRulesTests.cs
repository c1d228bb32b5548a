using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Forms;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class TemplateRulesTests
{
    static readonly AppDefinition[] Apps =
    [
        .. Directory.GetDirectories(Path.Combine(PackEnvironment.Root, "templates"))
            .Where(folder => File.Exists(Path.Combine(folder, "app.json")))
            .Order(StringComparer.Ordinal)
            .Select(folder => PackEnvironment.Read(new FolderFiles(folder))),
    ];

    public static TheoryData<string, string> Forms() => [.. Apps.SelectMany(app => app.Forms.Select(form => (app.Name, form.Name)))];

    [Theory, MemberData(nameof(Forms))]
    public void Every_rule_of_the_templates_forms_is_accepted_without_a_warning(string app, string form)
    {
        var diagnostics = new Diagnostics();
        var environment = new PackEnvironment(Apps.Single(candidate => candidate.Name == app), Apps.Where(candidate => candidate.Name != app));
        var builder = environment.Builder(form, diagnostics);
        FormPlan.Compile(builder);
        Assert.Empty(diagnostics.Select(found => found.ToString()));
        Assert.NotNull(builder.Build());
    }
}
