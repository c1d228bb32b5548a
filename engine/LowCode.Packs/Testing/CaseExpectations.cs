using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Values;
using LowCode.Runtime;
using LowCode.Runtime.Commands;
using LowCode.Runtime.SystemSets;
using LowCode.Storage.Queries;
using LowCode.Storage.Records;

namespace LowCode.Packs.Testing;

/// <summary>Compares what a case expects with what is; only what the case names is compared.</summary>
sealed class CaseExpectations(Installation installation, TestCaseDefinition test, CaseRun run, Coverage coverage)
{
    private readonly ImmutableArray<Finding>.Builder _differences = ImmutableArray.CreateBuilder<Finding>();

    public async Task<ImmutableArray<Finding>> CompareAsync(CancellationToken cancel)
    {
        var record = await run.ReadAsync(cancel);
        var described = await run.DescribeAsync(cancel);
        if (described is not null)
            coverage.Evaluated(test.Form, described);
        var expectsTrouble = test.Expect.TryGetProperty("errors", out _) || test.Expect.TryGetProperty("refused", out _);
        if (!expectsTrouble && (run.Refusal is not null || run.Findings.Any(finding => finding.Severity == Severity.Error)))
            Differs("errors", "{}", Errors());
        foreach (var wanted in test.Expect.EnumerateObject())
            await CompareAsync(wanted.Name, wanted.Value, record, described, cancel);
        return _differences.ToImmutable();
    }

    private async Task CompareAsync(string name, JsonElement wanted, Record? record, EvaluationResult? described, CancellationToken cancel)
    {
        var row = described?.Values ?? record?.Data;
        switch (name)
        {
            case "values":
                foreach (var value in wanted.EnumerateObject())
                    CompareValue(value.Name, value.Value, row);
                break;
            case "hidden": CompareNames(name, wanted, described?.Hidden ?? []); break;
            case "required": CompareNames(name, wanted, described?.Required ?? []); break;
            case "errors": CompareErrors(wanted); break;
            case "refused": CompareRefusal(Text(wanted)); break;
            case "state": Compare(name, Text(wanted), record?.State ?? "null"); break;
            case "decisions":
            case "points":
                var outcomes = record is null ? [] : run.Decisions(record).ToDictionary(outcome => outcome.Decision);
                foreach (var decision in wanted.EnumerateObject())
                {
                    var outcome = outcomes.GetValueOrDefault(decision.Name);
                    var actual = name == "points" ? outcome?.Points?.ToString(CultureInfo.InvariantCulture) : outcome?.Outcome;
                    Compare($"{name}.{decision.Name}", Text(decision.Value), actual ?? "null");
                }
                break;
            case "options":
                foreach (var choice in wanted.EnumerateObject())
                {
                    var codes = described?.Options.GetValueOrDefault(choice.Name, []) ?? [];
                    Compare($"options.{choice.Name}", string.Join(", ", Strings(choice.Value)), string.Join(", ", codes));
                }
                break;
            case "tasks":
                var tasks = await TasksAsync(cancel);
                Compare(name, string.Join(", ", Strings(wanted).Order(StringComparer.Ordinal)), string.Join(", ", tasks));
                break;
            default:
                _differences.Add(Finding.Of(PackMessages.UnknownExpectation, "", ("name", name)));
                break;
        }
    }

    private async Task<IEnumerable<string>> TasksAsync(CancellationToken cancel)
    {
        if (run.Id is not { } id)
            return [];
        using var reader = installation.Read(CaseActors.Administrator);
        var ofRecord = new Compare(ComparisonOperator.Equal, new Field(FieldRef.Of(TaskSet.Record)), new Constant(Value.Of(id)));
        var result = await reader.QueryAsync(SystemSet.App, TaskSet.Form, new Query(TaskSet.Name) { Filter = ofRecord }, cancel);
        var tasks = new List<string>();
        await foreach (var page in result.Pages.WithCancellation(cancel))
        {
            foreach (var hit in page.Span)
                tasks.Add($"{hit.Record.Data[TaskSet.Role].AsText()}@{hit.Record.Division}");
        }
        tasks.Sort(StringComparer.Ordinal);
        return tasks;
    }

    private void CompareErrors(JsonElement wanted)
    {
        var actual = run.Findings.Where(finding => finding.Severity == Severity.Error).ToLookup(finding => finding.Path, finding => finding.Message.Code);
        var named = wanted.EnumerateObject().ToDictionary(error => error.Name, error => error.Value.GetString());
        var isSame = named.All(error => actual[error.Key].Contains(error.Value))
            && (named.Count > 0 || (actual.Count == 0 && run.Refusal is null));
        if (!isSame)
            Differs("errors", wanted.GetRawText(), Errors());
    }

    // A step is refused as a whole, or because of what is missing in a field.
    private void CompareRefusal(string wanted)
    {
        string?[] codes = [run.Refusal?.Message.Code, .. run.Findings.Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Message.Code)];
        if (!codes.Contains(wanted == "null" ? null : wanted))
            Differs("refused", wanted, Errors());
    }

    private string Errors() => "{ " + string.Join(", ", run.Findings.Select(finding => $"{finding.Path}: {finding.Message.Code} {finding.In(Locales.Chinese)}")
        .Concat(run.Refusal is { } refusal ? [$"{refusal.Message.Code} {refusal.In(Locales.Chinese)}"] : [])) + " }";

    private void CompareNames(string what, JsonElement wanted, ImmutableArray<string> actual)
    {
        var missing = Strings(wanted).Except(actual).ToList();
        if (missing.Count > 0)
            Differs(what, string.Join(", ", missing), string.Join(", ", actual));
    }

    private void CompareValue(string path, JsonElement wanted, Row? row)
    {
        var actual = row is null ? "null" : ToJson(Find(row, path));
        using var parsed = JsonDocument.Parse(actual);
        if (!Same(wanted, parsed.RootElement))
            Differs(path, wanted.GetRawText(), actual);
    }

    // supplies[0].short, contact.phone
    private static Value Find(Row row, string path)
    {
        var open = path.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
            return row.Shape.Find(path) is { } slot ? row[slot] : throw new CaseProblem(PackMessages.NoSuchField, ("field", path));
        var close = path.IndexOf(']', open);
        var table = row.Shape.Find(path[..open]) ?? throw new CaseProblem(PackMessages.NoSuchField, ("field", path));
        var rows = row[table].AsRows();
        var index = int.Parse(path.AsSpan(open + 1, close - open - 1), CultureInfo.InvariantCulture);
        return index < rows.Length ? Find(rows[index], path[(close + 2)..]) : Value.Empty;
    }

    private static bool Same(JsonElement wanted, JsonElement actual) => (wanted.ValueKind, actual.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => wanted.GetDecimal() == actual.GetDecimal(),
        (JsonValueKind.Array, JsonValueKind.Array) => wanted.GetArrayLength() == actual.GetArrayLength()
            && wanted.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
        (JsonValueKind.Array, JsonValueKind.Null) => wanted.GetArrayLength() == 0,
        (JsonValueKind.Object, JsonValueKind.Object) => wanted.EnumerateObject().All(property =>
            actual.TryGetProperty(property.Name, out var value) ? Same(property.Value, value) : property.Value.ValueKind == JsonValueKind.Null),
        _ => JsonElement.DeepEquals(wanted, actual),
    };

    private static string ToJson(in Value value)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            RowJson.WriteValue(json, value);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static IEnumerable<string> Strings(JsonElement list) => list.EnumerateArray().Select(item => item.GetString()!);

    private static string Text(JsonElement json) => json.ValueKind == JsonValueKind.String ? json.GetString()! : json.GetRawText();

    private void Compare(string what, string expected, string actual)
    {
        if (expected != actual)
            Differs(what, expected, actual);
    }

    private void Differs(string what, string expected, string actual) => _differences.Add(
        Finding.Of(PackMessages.NotAsExpected, "", ("what", what), ("expected", expected), ("actual", actual)));
}
