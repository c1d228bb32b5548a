using System.Collections.Immutable;
using System.Text.Json;
using System.Xml;
using LowCode.Decisions.Outcomes;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime;
using LowCode.Runtime.Annexes;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Commands;
using LowCode.Storage.Records;

namespace LowCode.Packs.Testing;

/// <summary>Plays one case: what exists, what is entered, the steps; keeps what the last command said.</summary>
sealed class CaseRun(Installation installation, AppDefinition app, TestCaseDefinition test, CaseClock clock, Coverage coverage)
{
    private readonly Dictionary<string, Guid> _names = new(StringComparer.Ordinal);

    private Caller _author = CaseActors.Administrator;

    /// <summary>The record, once it was created.</summary>
    public Guid? Id { get; private set; }

    /// <summary>Who acted last.</summary>
    public Caller Actor { get; private set; } = CaseActors.Administrator;

    /// <summary>Findings of the last command, by path.</summary>
    public ImmutableArray<Finding> Findings { get; private set; } = [];

    /// <summary>Why the last command was refused, or null.</summary>
    public Finding? Refusal { get; private set; }

    public async Task PlayAsync(CancellationToken cancel)
    {
        clock.SetTo(test.Today ?? new DateOnly(2026, 1, 1));
        if (test.As is not null)
            Actor = _author = CaseActors.Read(test.As);
        foreach (var (name, record) in InOrder(test.Existing))
            await CreateExistingAsync(name, record, cancel);
        var shape = ShapeOf(app.Name, test.Form);
        var input = new CaseJson(_names).Read(shape, test.Given) with { Id = Guid.CreateVersion7(), Division = Division };
        Note(await installation.Records.CreateAsync(Actor, app.Name, test.Form, input, cancel));
        foreach (var step in test.Do)
        {
            if (Id is not null)
                await StepAsync(step, cancel);
        }
    }

    /// <summary>The record as it is now.</summary>
    public async Task<Record?> ReadAsync(CancellationToken cancel)
    {
        using var reader = installation.Read(CaseActors.Administrator);
        return Id is { } id ? await reader.FindAsync(app.Name, test.Form, id, cancel) : null;
    }

    /// <summary>What the form says now to whoever acted last: of the record, or of what could not be created.</summary>
    public async Task<EvaluationResult?> DescribeAsync(CancellationToken cancel)
    {
        var shape = ShapeOf(app.Name, test.Form);
        var input = Id is null
            ? new CaseJson(_names).Read(shape, test.Given) with { Division = Division }
            : new RecordInput(new Row(shape), []);
        return await installation.Records.EvaluateAsync(Actor, app.Name, test.Form, Id, input, cancel) is Evaluated evaluated
            ? evaluated.Result
            : null;
    }

    // What exists may refer to what else exists ("@name"): a record comes after those it names. JSON objects have no order.
    private static IEnumerable<(string Name, JsonElement Record)> InOrder(ImmutableDictionary<string, JsonElement> existing)
    {
        var left = existing.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Key, pair.Value)).ToList();
        while (left.Count > 0)
        {
            var next = left.FindIndex(one => !left.Any(other =>
                other.Key != one.Key && one.Value.GetRawText().Contains($"\"@{other.Key}\"", StringComparison.Ordinal)));
            next = Math.Max(next, 0); // a circle: creating the first one says what is missing
            yield return left[next];
            left.RemoveAt(next);
        }
    }

    private string? Division => test.As is null ? null : CaseActors.DivisionOf(test.As);

    private async Task CreateExistingAsync(string name, JsonElement record, CancellationToken cancel)
    {
        var named = record.GetProperty("form").GetString()!;
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        var (ownApp, form) = slash < 0 ? (app.Name, named) : (named[..slash], named[(slash + 1)..]);
        var given = record.TryGetProperty("given", out var values) ? values : default;
        var input = new CaseJson(_names).Read(ShapeOf(ownApp, form), given) with { Division = Division };
        var result = await installation.Records.CreateAsync(CaseActors.Administrator, ownApp, form, input, cancel);
        _names[name] = result is Done done
            ? done.Record.Id
            : throw new CaseProblem(PackMessages.ExistingNotCreated, ("name", name), ("reason", Reason(result)));
    }

    private async Task StepAsync(JsonElement step, CancellationToken cancel)
    {
        Actor = _author;
        if (step.ValueKind == JsonValueKind.String)
        {
            await TakeAsync(step.GetString()!, null, cancel);
            return;
        }
        if (step.TryGetProperty("after", out var after))
            await WaitAsync(XmlConvert.ToTimeSpan(after.GetString()!), cancel);
        if (step.TryGetProperty("as", out var actor))
            Actor = CaseActors.Read(actor.GetString()!);
        RecordInput? input = step.TryGetProperty("set", out var set)
            ? new CaseJson(_names).Read(ShapeOf(app.Name, test.Form), set, (await ReadAsync(cancel))?.Data)
            : null;
        if (step.TryGetProperty("do", out var transition))
            await TakeAsync(transition.GetString()!, input, cancel);
        else if (input is not null)
            Note(await installation.Records.UpdateAsync(Actor, app.Name, test.Form, Id!.Value, input, replace: false, null, cancel));
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancel)
    {
        var before = (await ReadAsync(cancel))?.State;
        clock.Advance(time);
        await installation.RunTimersAsync(cancel);
        var now = (await ReadAsync(cancel))?.State;
        foreach (var transition in app.WorkflowOf(test.Form)?.Transitions ?? [])
        {
            if (before is not null && before != now && transition.From.Contains(before) && transition.To == now)
                coverage.Took(test.Form, transition.Name);
        }
    }

    private async Task TakeAsync(string transition, RecordInput? input, CancellationToken cancel)
    {
        var result = await installation.Records.TransitionAsync(Actor, app.Name, test.Form, Id!.Value, transition, input, null, cancel);
        Note(result);
        if (result is not Done done)
            return;
        coverage.Took(test.Form, transition);
        foreach (var outcome in Decisions(done.Record))
            coverage.Decided(outcome);
    }

    /// <summary>The decisions that were taken over a record of the case's form.</summary>
    public IEnumerable<DecisionOutcome> Decisions(Record record) =>
        RecordAnnex.Of(record).Decisions(_ => installation.Apps[app.Name].Forms[test.Form]).Values;

    private void Note(CommandResult result)
    {
        Refusal = result switch
        {
            Forbidden forbidden => forbidden.Why,
            Refused refused => refused.Why,
            NotFound => Finding.Of(PackMessages.NotSeen, "", ("actor", Actor.Name)),
            _ => null,
        };
        Findings = result switch { Invalid invalid => invalid.Findings, Done done => done.Warnings, _ => [] };
        coverage.Found(test.Form, Findings);
        if (result is Done { Record: var record })
            Id = record.Id;
    }

    private Shape ShapeOf(string ofApp, string form) =>
        installation.Apps.GetValueOrDefault(ofApp)?.Forms.GetValueOrDefault(form)?.Shape
        ?? throw new CaseProblem(PackMessages.NoSuchForm, ("form", $"{ofApp}/{form}"));

    private static string Reason(CommandResult result) => result switch
    {
        Invalid invalid => string.Join("; ", invalid.Findings.Select(finding => $"{finding.Path}: {finding.In(Locales.Chinese)}")),
        Forbidden forbidden => forbidden.Why.In(Locales.Chinese),
        Refused refused => refused.Why.In(Locales.Chinese),
        _ => result.ToString()!,
    };
}
