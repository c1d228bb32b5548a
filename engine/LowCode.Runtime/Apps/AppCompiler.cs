using System.Collections.Immutable;
using LowCode.Decisions.Planning;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Documents;
using LowCode.Forms;
using LowCode.Forms.Modules;
using LowCode.Rules;
using LowCode.Workflows.Planning;

namespace LowCode.Runtime.Apps;

/// <summary>Compiles an app that has been read: every form with its rules, workflow and decisions.</summary>
internal static class AppCompiler
{
    /// <summary>The compiled app, or null when there were errors; all of them are in <paramref name="diagnostics"/>.</summary>
    /// <param name="app">The app.</param>
    /// <param name="version">Number of the version.</param>
    /// <param name="shapes">The shapes of its forms.</param>
    /// <param name="others">The other apps, whose forms and lists it may name.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public static CompiledApp? Compile(
        AppDefinition app, int version, ImmutableDictionary<string, Shape> shapes,
        ImmutableDictionary<string, CompiledApp> others, Diagnostics diagnostics)
    {
        var environment = new RuleEnvironment(app, shapes, others);
        var forms = ImmutableDictionary.CreateBuilder<string, CompiledForm>();
        foreach (var form in app.Forms)
        {
            if (!shapes.TryGetValue(form.Name, out var shape))
                continue;
            var work = Compile(app, form, shape, environment, diagnostics);
            ImmutableArray<ViewDefinition> views = [.. app.Views.Where(view => view.Form == form.Name)];
            if (work is not null)
                forms[form.Name] = new CompiledForm(app.Name, version, form, shape, views, work);
        }
        var documents = app.Documents.DistinctBy(document => document.Name)
            .Where(document => app.Form(document.Form) is not null)
            .ToImmutableDictionary(document => document.Name, document => Compile(app, document, environment, diagnostics));
        return diagnostics.HasErrors ? null : new CompiledApp(app, version, shapes, forms.ToImmutable(), documents);
    }

    private static FormWork? Compile(
        AppDefinition app, FormDefinition form, Shape shape, RuleEnvironment environment, Diagnostics diagnostics)
    {
        var rules = new RuleProgramBuilder(form, shape, environment, diagnostics);
        var plan = FormPlan.Compile(rules);
        var workflow = app.WorkflowOf(form.Name) is { } definition ? WorkflowPlan.Compile(definition, app, rules) : null;
        var decisions = app.Decisions.Where(decision => decision.Form == form.Name)
            .DistinctBy(decision => decision.Name)
            .ToImmutableDictionary(decision => decision.Name, decision => DecisionPlan.Compile(decision, rules));
        return diagnostics.HasErrors ? null : new FormWork(plan, rules.Build(), new Lazy<FormModule>(() => plan.Module(rules)), workflow, decisions, Outcomes(form, shape));
    }

    private static DocumentPlan Compile(AppDefinition app, DocumentDefinition document, RuleEnvironment environment, Diagnostics diagnostics) =>
        DocumentPlan.Compile(document, app.Form(document.Form)!,
            [.. app.Decisions.Where(decision => decision.Form == document.Form).Select(decision => decision.Name)],
            environment.OptionList, diagnostics);

    private static ImmutableArray<DecisionSlot> Outcomes(FormDefinition form, Shape shape)
    {
        var fields = new FieldMap(shape, form.Fields);
        return
        [
            .. from slot in fields.Slots
               let decision = fields[slot.Index]!.Decision
               where decision is not null
               let isPoints = decision.EndsWith(".points", StringComparison.Ordinal)
               select new DecisionSlot(slot, isPoints ? decision[..^".points".Length] : decision, isPoints),
        ];
    }
}
