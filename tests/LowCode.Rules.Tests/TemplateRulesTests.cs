using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Forms;
using LowCode.Rules.Compiling;
using LowCode.Rules.Tests.Support;

namespace LowCode.Rules.Tests;

public class TemplateRulesTests(ITestOutputHelper output)
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

    [Fact]
    public void Nearly_all_rules_of_the_templates_are_compiled()
    {
        var (all, not) = (0, new List<string>());
        foreach (var app in Apps)
        {
            foreach (var form in app.Forms)
            {
                var builder = new PackEnvironment(app, Apps.Where(candidate => candidate != app)).Builder(form.Name, new Diagnostics());
                FormPlan.Compile(builder);
                var program = (CompiledProgram)builder.Build();
                all += program.Rules.Length;
                not.AddRange(program.Rules.Where(rule => program[rule].WhyNot is not null).Select(rule => $"{rule.Text}: {program[rule].WhyNot}"));
            }
        }
        output.WriteLine($"{all - not.Count} of {all} rules are compiled. Not: {string.Join("; ", not)}");
        Assert.True(not.Count * 20 <= all, string.Join('\n', not));
    }
}
