using System.Collections.Immutable;
using System.Reflection;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Nodes;
using LowCode.Rules.Checking;
using LowCode.Rules.Expressions;
using LowCode.Rules.Functions;
using LowCode.Rules.Tests.Support;
using LowCode.Rules.Types;

namespace LowCode.Rules.Tests;

public class RuleCorpusCompletenessTests
{
    // Codes that no case of the corpus can show, and why.
    static readonly Dictionary<string, string> Unshown = new()
    {
        [RuleMessages.TargetMissing.Code] = "needs a reference to a form that is not there; see RuleBuilderTests",
        [RuleFailureMessages.NotADate.Code] = "types keep what is no date from date functions; the check stays as a second wall",
        [RuleFailureMessages.Failed.Code] = "a failure inside the engine that no rule is known to cause",
        [RuleFailureMessages.Time.Code] = "needs a clock that moves while a rule runs: BudgetTests",
    };

    static readonly (System.Text.Json.Nodes.JsonObject Test, System.Text.Json.Nodes.JsonNode? Record)[] Cases =
    [
        .. from file in Corpus.Rules()
           from entry in file.Content["cases"]!.AsArray()
           select (entry!.AsObject(), file.Content["record"]),
    ];

    static readonly ImmutableArray<RuleExpression> Expressions = [.. Cases.Select(Checked).OfType<RuleExpression>().SelectMany(All)];

    [Fact]
    public void Every_message_about_rules_has_a_case()
    {
        var shown = Cases.SelectMany(entry => new[] { entry.Test["error"], entry.Test["warning"], entry.Test["fails"] })
            .OfType<System.Text.Json.Nodes.JsonNode>().Select(code => code.GetValue<string>());
        var all = new[] { typeof(RuleMessages), typeof(RuleFailureMessages) }
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => ((Message)field.GetValue(null)!).Code);
        Assert.Equal([], all.Except(shown).Except(Unshown.Keys));
    }

    [Fact]
    public void Every_standard_function_has_a_case()
    {
        var called = Expressions.OfType<FunctionCall>().Select(call => call.Function.Name);
        Assert.Equal([], StandardFunctions.All.Select(function => function.Name).Except(called));
        Assert.Contains(Expressions, expression => expression is LookupCall);
        Assert.Contains(Expressions, expression => expression is OptionCall { Parent: true });
        Assert.Contains(Expressions, expression => expression is OptionCall { Parent: false });
    }

    [Fact]
    public void Every_method_has_a_case()
    {
        var called = Expressions.OfType<MethodCall>().Select(call => call.Method);
        Assert.Equal([], Methods.All.Except(called).Select(method => $"{method.Of}.{method.Name}"));
    }

    [Fact]
    public void Every_operator_has_a_case()
    {
        Assert.Equal([], RuleChecker.BinaryOperators.Except(Expressions.OfType<Binary>().Select(binary => binary.Operator)));
        Assert.Equal([], new[] { "&&", "||", "??" }.Except(Expressions.OfType<Logical>().Select(logical => logical.Operator)));
        Assert.Equal([], new[] { "!", "-", "+" }.Except(Expressions.OfType<Unary>().Select(unary => unary.Operator)));
    }

    [Fact]
    public void Every_kind_of_expression_has_a_case()
    {
        var kinds = typeof(RuleExpression).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(RuleExpression)) && !type.IsNested);
        Assert.Equal([], kinds.Except(Expressions.Select(expression => expression.GetType())).Select(type => type.Name));
    }

    [Fact]
    public void Every_field_type_is_read_by_a_case()
    {
        var read = Expressions.OfType<FieldRead>().Select(field => field.Row.Field(field.Slot)!.Type);
        Assert.Equal([], FieldTypes.All.Where(type => !type.IsGroup).Except(read).Select(type => type.Name));
    }

    [Fact]
    public void Every_member_of_the_context_is_read_by_a_case()
    {
        foreach (var (context, type) in new[] { (ContextObject.Me, ContextTypes.Me), (ContextObject.Record, ContextTypes.Record), (ContextObject.Option, ContextTypes.Option(RuleType.Text)) })
        {
            var read = Expressions.OfType<MemberRead>().Where(member => member.Object is ContextRead of && of.Object == context);
            Assert.Equal([], type.Members.Keys.Except(read.Select(member => member.Member.Name)));
        }
    }

    static RuleExpression? Checked((System.Text.Json.Nodes.JsonObject Test, System.Text.Json.Nodes.JsonNode? Record) entry)
    {
        var test = new RuleCase(entry.Test, entry.Record);
        var types = new FieldRuleTypes(Corpus.Environment, "");
        var row = RowType.Of(Corpus.App.Form("everything")!.Fields, Corpus.Shape, types.TypeOf).All().Single(type => type.Shape == test.Scope);
        var target = test.Site.Target is { } slot ? types.TypeOf(row.Field(slot)!) : null;
        var scope = new RuleScope(new RuleText(test.Rule), row, test.Site, target, Corpus.Environment);
        return RuleChecker.Check(scope, new ReferencedForms(Corpus.Environment), new Diagnostics()).Expression;
    }

    static IEnumerable<RuleExpression> All(RuleExpression expression) =>
        expression.GetType().GetProperties().SelectMany(property => property.GetValue(expression) switch
        {
            RuleExpression inner => [inner],
            ImmutableArray<RuleExpression> many => many,
            _ => Enumerable.Empty<RuleExpression>(),
        }).SelectMany(All).Prepend(expression);
}
