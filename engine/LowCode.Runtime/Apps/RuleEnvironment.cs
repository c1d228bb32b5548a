using System.Collections.Immutable;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Rules;

namespace LowCode.Runtime.Apps;

/// <summary>What the rules of an app may name beside their own form: its other forms and lists, and those of other apps.</summary>
internal sealed class RuleEnvironment(
    AppDefinition app, ImmutableDictionary<string, Shape> shapes, ImmutableDictionary<string, CompiledApp> others) : IRuleEnvironment
{
    public OptionListDefinition? OptionList(string name)
    {
        var (owner, list) = CompiledForm.TargetOf(app.Name, name);
        return owner == app.Name ? app.OptionList(list) : others.GetValueOrDefault(owner)?.Definition.OptionList(list);
    }

    public (FormDefinition Form, Shape Shape, string Set)? Form(string name)
    {
        var (owner, form) = CompiledForm.TargetOf(app.Name, name);
        if (owner == app.Name)
            return app.Form(form) is { } own && shapes.TryGetValue(form, out var shape) ? (own, shape, $"{owner}/{form}") : null;
        return others.GetValueOrDefault(owner)?.Forms.GetValueOrDefault(form) is { } other ? (other.Definition, other.Shape, other.SetName) : null;
    }
}
