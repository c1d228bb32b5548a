using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Nodes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Nodes;
using LowCode.Definitions.Values;
using LowCode.Rules.Checking;
using LowCode.Rules.Compiling;
using LowCode.Rules.Expressions;
using LowCode.Rules.Running;
using LowCode.Rules.Scripts;
using LowCode.Rules.Types;

namespace LowCode.Rules;

/// <summary>
/// Parses and checks the rules of one form version and makes the program that runs them. Whoever has rules over the
/// form (fields, workflow, decisions) adds them; then the program is built once. Not thread-safe.
/// </summary>
public sealed class RuleProgramBuilder
{
    private const int DecimalPlaces = 2;

    private readonly List<(Rule Rule, RuleExpression Expression, int Rows)> _rules = [];
    private readonly HashSet<(Shape, Slot, string)> _references = [];
    private readonly Dictionary<Shape, RowType> _rows;
    private readonly FieldRuleTypes _types;
    private readonly ReferencedForms _forms;
    private bool _failed;

    /// <summary>A builder without rules.</summary>
    /// <param name="form">The form.</param>
    /// <param name="shape">Its shape, of this version or with slots of earlier ones.</param>
    /// <param name="environment">Other forms and option lists.</param>
    /// <param name="diagnostics">Where errors go.</param>
    public RuleProgramBuilder(FormDefinition form, Shape shape, IRuleEnvironment environment, Diagnostics diagnostics)
    {
        Form = form;
        Shape = shape;
        Environment = environment;
        Diagnostics = diagnostics;
        _types = new FieldRuleTypes(environment, "");
        _forms = new ReferencedForms(environment);
        _rows = RowType.Of(form.Fields, shape, _types.TypeOf).All().ToDictionary(row => row.Shape);
    }

    /// <summary>The form.</summary>
    public FormDefinition Form { get; }

    /// <summary>The form's shape.</summary>
    public Shape Shape { get; }

    /// <summary>What else there is.</summary>
    public IRuleEnvironment Environment { get; }

    /// <summary>Where errors go: syntax, unknown names, wrong types, what the language does not allow.</summary>
    public Diagnostics Diagnostics { get; }

    /// <summary>
    /// Adds a rule. When it has errors they are in <see cref="Diagnostics"/> and the rule that comes back cannot be run
    /// (its index is −1); checking goes on, so that an author sees all errors at once, until no more are kept.
    /// </summary>
    public Rule Add(RuleText text, RuleSite site)
    {
        var row = _rows.GetValueOrDefault(site.Scope)
            ?? throw new ArgumentException($"The form '{Form.Name}' has no rows of the shape '{site.Scope.Name}'.", nameof(site));
        if (Diagnostics.IsFull)
        {
            _failed = true;
            return new Rule(-1, text, site, []);
        }
        var target = site.Target is { } slot && row.Field(slot) is { } field ? _types.TypeOf(field) : null;
        var result = RuleChecker.Check(new RuleScope(text, row, site, target, Environment), _forms, Diagnostics);
        if (result.Expression is null)
        {
            _failed = true;
            return new Rule(-1, text, site, result.Reads);
        }
        var rule = new Rule(_rules.Count, text, site, result.Reads);
        _rules.Add((rule, result.Expression, RowsFrom(row)));
        _references.UnionWith(result.References);
        return rule;
    }

    /// <summary>The program; throws <see cref="InvalidOperationException"/> when a rule had errors.</summary>
    public RuleProgram Build() => new CompiledProgram(Shape, _rules.Select(rule => rule.Expression), Scales(), BuildInterpreted());

    /// <summary>The program as the engine runs it: what the compiled one must agree with.</summary>
    internal EngineProgram BuildInterpreted()
    {
        if (_failed)
            throw new InvalidOperationException($"Rules of the form '{Form.Name}' have errors; see the diagnostics.");
        return new EngineProgram(Shape, [.. _rules], [.. _references], Scales());
    }

    /// <summary>Some of the rules for the browser, numbered from 0 in the order given. Throws when a rule had errors.</summary>
    public RuleModule Module(IEnumerable<Rule> rules) =>
        RuleModule.Of(rules.Select(rule => (_rules[rule.Index].Expression, _rules[rule.Index].Rows)));

    /// <summary>The form's shape for the browser, with the decimal places that slots keep.</summary>
    public JsonArray ShapeOfModule() => ModuleJson.Shape(Shape, (shape, slot) =>
        _rows.GetValueOrDefault(shape)?.Field(slot)?.Scale ?? DecimalPlaces);

    private FrozenDictionary<(Shape, int), int> Scales() => _rows.Values
        .SelectMany(row => row.Shape.Slots.Where(slot => slot.Kind == ValueKind.Decimal)
            .Select(slot => (row.Shape, slot.Index, Field: row.Field(slot))))
        .Where(entry => entry.Field is not null)
        .ToFrozenDictionary(entry => (entry.Shape, entry.Index), entry => entry.Field!.Scale ?? DecimalPlaces);

    private static int RowsFrom(RowType row) => row.Around is null ? 1 : 1 + RowsFrom(row.Around);
}
